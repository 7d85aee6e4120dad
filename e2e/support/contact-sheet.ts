/** A picture of a page, as somebody sees it. */
export interface Shot {
  file: string;
  who: string;
  address: string;
  /** Width and colours. */
  look: string;
}

/** One HTML page with all of them, side by side by page. */
export function contactSheet(shots: readonly Shot[]): string {
  const pages = grouped(shots);
  const rows = [...pages].map(([title, all]) => `<h2>${escaped(title)}</h2><div>${all.map(figure).join('')}</div>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page</title><style>
body { font: 14px system-ui; margin: 24px } div { display: flex; gap: 12px; align-items: start; overflow-x: auto }
figure { margin: 0 } img { height: 480px; width: auto; border: 1px solid #999 } h2 { font-size: 14px }
</style><h1>Every page</h1>${rows.join('\n')}</html>`;
}

function titleOf({ who, address }: Shot): string {
  return `${who}: ${address}`;
}

function grouped(shots: readonly Shot[]): Map<string, Shot[]> {
  const groups = new Map<string, Shot[]>();
  for (const shot of shots) groups.set(titleOf(shot), [...(groups.get(titleOf(shot)) ?? []), shot]);
  return groups;
}

function figure({ file, look }: Shot): string {
  return `<figure><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${look}</figcaption></figure>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
