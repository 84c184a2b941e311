import { useId } from "preact/hooks";

/** A value, and what it is called on the page; a name alone is both. */
type Option<Value extends string> = Value | readonly [value: Value, name: string];

/** A choice of one among values. */
export function SelectField<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}) {
  const id = useId();
  const named = options.map((option) => (typeof option === "string" ? ([option, option] as const) : option));
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = named[currentTarget.selectedIndex];
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {named.map(([own, name]) => (
          <option key={own} value={own}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
