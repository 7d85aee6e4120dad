/** Whose account it is: its name, and the product it belongs to. */
export function AccountTag({ name, product }: { name: string; product: string }) {
  return (
    <span className="block min-w-0 text-start leading-tight">
      <span className="block truncate font-strong lg:line-clamp-2 lg:break-words lg:whitespace-normal" title={name}>
        {name}
      </span>
      <span className="block truncate text-xs text-soft">{product}</span>
    </span>
  );
}
