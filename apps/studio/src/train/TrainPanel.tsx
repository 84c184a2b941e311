export function TrainPanel() {
  return <p>Train</p>;
}
