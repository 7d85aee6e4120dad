/** The product's mark: a meter, partly used. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" className="shrink-0">
      <rect x="1" y="5" width="22" height="14" rx="4" fill="none" stroke="currentColor" strokeWidth="2" />
      <rect x="4" y="8" width="7" height="8" rx="1.5" fill="currentColor" />
      <path d="M13.5 8v8M16 8v8" stroke="currentColor" strokeWidth="1.25" />
    </svg>
  );
}
