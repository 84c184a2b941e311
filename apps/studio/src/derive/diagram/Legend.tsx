/** How to read the diagram. */
export function Legend() {
  return (
    <ul class="derive-legend">
      <li>
        <svg viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">
          <path class="plus" d="M1,5H27" />
        </svg>
        weight +
      </li>
      <li>
        <svg viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">
          <path class="minus" d="M1,5H27" />
        </svg>
        weight −
      </li>
      <li>
        <span class="tag">0.3</span> weight, <span class="tag gradient">+0.07 ✓</span> ∂C/∂w, checked
      </li>
    </ul>
  );
}
