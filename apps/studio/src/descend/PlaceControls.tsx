import { useId } from "preact/hooks";
import { coordinatesOf, isSame, labelOf, valueOf, wordsFor, type Coordinate } from "./coordinates.ts";
import { offered } from "./offered.ts";
import { pair, problem, sceneId, showPair, showScene } from "./state.ts";

/** Which network, and which two of its parameters are the axes. */
export function PlaceControls() {
  const id = useId();
  const scenes = offered.value;
  const [across, up] = pair.value;
  return (
    <div class="card descend-place">
      <div class="field">
        <label for={id}>Network and samples</label>
        <select
          id={id}
          value={sceneId.value}
          onChange={({ currentTarget }) => {
            const scene = scenes[currentTarget.selectedIndex];
            if (scene !== undefined) showScene(scene);
          }}
        >
          {scenes.map(({ id: name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <CoordinateField
        label="Across"
        value={across}
        other={up}
        onChange={(coordinate) => {
          look(coordinate, up);
        }}
      />
      <CoordinateField
        label="Up"
        value={up}
        other={across}
        onChange={(coordinate) => {
          look(across, coordinate);
        }}
      />
    </div>
  );
}

function CoordinateField({
  label,
  value,
  other,
  onChange,
}: {
  readonly label: string;
  readonly value: Coordinate;
  /** The other axis, which this one must differ from. */
  readonly other: Coordinate;
  readonly onChange: (coordinate: Coordinate) => void;
}) {
  const id = useId();
  const all = coordinatesOf(problem.value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={labelOf(value)}
        onChange={({ currentTarget }) => {
          const coordinate = all[currentTarget.selectedIndex];
          if (coordinate !== undefined) onChange(coordinate);
        }}
      >
        {all.map((coordinate) => (
          <option key={labelOf(coordinate)} value={labelOf(coordinate)} disabled={isSame(coordinate, other)}>
            {labelOf(coordinate)}: {wordsFor(coordinate)}
          </option>
        ))}
      </select>
    </div>
  );
}

function look(across: Coordinate, up: Coordinate): void {
  showPair([across, up], {
    x: valueOf(problem.value, across) ?? 0,
    y: valueOf(problem.value, up) ?? 0,
  });
}
