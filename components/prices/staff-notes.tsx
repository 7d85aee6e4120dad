import { message } from '@/lib/messages/message';
import type { PriceNote } from '@/services/catalogs/read-price-notes';

/** What of a catalog is ours and not the vendor's. Staff only. */
export function StaffNotes({ notes }: { notes: readonly PriceNote[] }) {
  return (
    <section aria-labelledby="notes" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 id="notes" className="text-base text-staff">
        {message('en', 'prices.notes')}
      </h2>
      <ul className="rounded-card border-2 border-staff bg-surface px-4 sm:px-6">
        {notes.map(({ kind, path, text }, index) => (
          <li key={path} className={`py-2.5 ${index > 0 ? 'border-t' : ''}`}>
            <span className="font-strong">{message('en', `prices.note.${kind}`)}</span>{' '}
            <span className="font-mono text-xs break-all text-soft">{path}</span>
            <span className="block max-w-3xl">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
