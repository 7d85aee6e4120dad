import { message } from '@/lib/messages/message';
import type { PlayFeature } from '@/services/playground/read-playground';

/** What is chosen, by name; what is not chosen yet is the first there is. */
export interface Chosen {
  feature: string;
  model: string | null;
  options: Record<string, string>;
  /** As typed, by unit. */
  quantities: Record<string, string>;
}

/** Work as the API takes it. */
interface Work {
  feature: string;
  model?: string;
  quantity?: number | Record<string, number>;
  options?: Record<string, string>;
}

/** The work that is chosen; null while a quantity is no number. */
export function workOf(features: readonly PlayFeature[], chosen: Chosen): Work | null {
  const feature = features.find(({ id }) => id === chosen.feature)!;
  const quantities = feature.units.map((unit) => [unit, Number(chosen.quantities[unit] ?? '1')] as const);
  if (quantities.some(([unit, value]) => chosen.quantities[unit] === '' || !Number.isFinite(value))) return null;
  const [only, ...others] = quantities;
  const options = feature.options.map(({ id, choices }) => [id, chosen.options[id] ?? choices[0]!] as const);
  return {
    feature: feature.id,
    ...(feature.models.length > 0 ? { model: chosen.model ?? feature.models[0]!.id } : {}),
    ...(only ? { quantity: others.length === 0 ? only[1] : Object.fromEntries(quantities) } : {}),
    ...(options.length > 0 ? { options: Object.fromEntries(options) } : {}),
  };
}

interface Props {
  locale: string;
  features: readonly PlayFeature[];
  chosen: Chosen;
  onChoose(chosen: Chosen): void;
}

const field = 'h-11 w-full min-w-0 rounded-card border border-edge bg-surface px-3 text-base';

/** Feature, model, options and quantity, as the catalog sells them. */
export function WorkFields({ locale, features, chosen, onChoose }: Props) {
  const feature = features.find(({ id }) => id === chosen.feature)!;
  const select = (
    label: string,
    value: string,
    all: readonly { id: string; name: string }[],
    on: (id: string) => void,
  ) => (
    <label key={label} className="grid min-w-0 gap-1.5">
      <span className="font-strong">{label}</span>
      <select value={value} onChange={({ target }) => on(target.value)} className={field}>
        {all.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {select(message(locale, 'playground.feature'), feature.id, features, (id) =>
        onChoose({ feature: id, model: null, options: {}, quantities: {} }),
      )}
      {feature.models.length > 0 &&
        select(message(locale, 'playground.model'), chosen.model ?? feature.models[0]!.id, feature.models, (model) =>
          onChoose({ ...chosen, model }),
        )}
      {feature.options.map(({ id, choices }) =>
        select(
          id,
          chosen.options[id] ?? choices[0]!,
          choices.map((name) => ({ id: name, name })),
          (choice) => onChoose({ ...chosen, options: { ...chosen.options, [id]: choice } }),
        ),
      )}
      {feature.units.map((unit) => (
        <label key={unit} className="grid min-w-0 gap-1.5">
          <span className="font-strong">{message(locale, 'playground.quantity', { unit })}</span>
          <input
            type="number"
            min={0}
            step="any"
            value={chosen.quantities[unit] ?? '1'}
            onChange={({ target }) =>
              onChoose({ ...chosen, quantities: { ...chosen.quantities, [unit]: target.value } })
            }
            className={`figures ${field}`}
          />
        </label>
      ))}
    </div>
  );
}
