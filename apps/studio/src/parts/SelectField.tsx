import { useId } from "preact/hooks";

/** A choice among names. */
export function SelectField<Name extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Name;
  readonly options: readonly Name[];
  readonly onChange: (value: Name) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options[currentTarget.selectedIndex];
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {options.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
