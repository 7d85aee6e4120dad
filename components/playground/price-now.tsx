import { creditsText } from '@/lib/messages/format';
import { message, type MessageKey } from '@/lib/messages/message';
import type { QuotedItem } from '@/services/quotes/quote-generations';

interface Props {
  locale: string;
  /** null: there is no price yet, or none at all. */
  item: QuotedItem | null;
  /** The code of why there is none. */
  refused: string | null;
  onModel(model: string): void;
}

/** The price before the click: its lines, which credits would pay, and what would do the same for less. */
export function PriceNow({ locale, item, refused, onModel }: Props) {
  const why = refused ?? item?.refusal?.code;
  return (
    <section aria-label={message(locale, 'playground.price')} className="grid gap-2 border-t pt-4">
      <p className="figures text-lg font-strong" role="status">
        {item
          ? creditsText(locale, item.credits)
          : message(locale, refused ? 'playground.noPrice' : 'playground.asking')}
      </p>
      {item && (
        <>
          <p className="figures text-soft break-words">{item.formula}</p>
          {item.burns.length > 0 && (
            <ul className="figures text-soft">
              {item.burns.map(({ grant, credits }) => (
                <li key={grant}>
                  {message(locale, 'playground.burn', { grant, credits: creditsText(locale, Number(credits)) })}
                </li>
              ))}
            </ul>
          )}
          {item.alternatives.length > 0 && (
            <ul className="flex flex-wrap gap-2">
              {item.alternatives.map(({ model, name, credits }) => (
                <li key={model}>
                  <button
                    type="button"
                    onClick={() => onModel(model)}
                    className="min-h-11 rounded-card border border-edge px-3 hover:bg-raised"
                  >
                    {message(locale, 'playground.cheaper', { model: name, credits: creditsText(locale, credits) })}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {why && <p className="text-stopped">{message(locale, `error.${why}` as MessageKey, { minutes: 1 })}</p>}
    </section>
  );
}
