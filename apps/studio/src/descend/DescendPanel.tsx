/** The place of the cost as a surface. */
export function DescendPanel() {
  return (
    <section class="soon">
      <h2>Descend</h2>
      <p>Here will stand the cost as a surface, and the paths of the optimizers on it.</p>
    </section>
  );
}
