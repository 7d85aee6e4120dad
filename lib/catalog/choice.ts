import { fail, ok, unreachable, type Result } from '../errors';
import { escaped, listed, nearest, quoted } from './nearest';
import type { GenerationRequest } from './price';
import { hasModels, modelsOf, optionsOf, unitsOf } from './price-shape';
import { unitsAskedFor, type Part } from './quantity';
import type { Feature, Price } from './schema';

/** Refuses a model or an option that the feature's price does not know anywhere. */
export function checkNames(
  feature: Feature,
  model: string | null,
  options: Record<string, string>,
  at: string,
): Result<null> {
  if (model !== null) {
    if (!hasModels(feature.price)) {
      return fail('unknown_model', {
        detail: `${quoted(feature.id)} has no models to choose from: leave the model out`,
        pointer: `${at}/model`,
        data: { available: [] },
      });
    }
    const models = modelsOf(feature.price);
    if (!models.includes(model)) return unknownModel(feature, model, models, at);
  }
  const chosen = Object.entries(options);
  if (chosen.length === 0) return ok(null);
  const known = optionsOf(feature.price);
  for (const [option, choice] of chosen) {
    const choices = known.get(option);
    if (!choices) {
      const available = nearest(option, [...known.keys()]);
      const instead = available.length > 0 ? `it has ${listed(available)}` : 'it has none';
      return fail('invalid_option', {
        detail: `${quoted(feature.id)} has no option ${quoted(option)}; ${instead}`,
        pointer: `${at}/options/${escaped(option)}`,
        data: { available },
      });
    }
    if (!choices.includes(choice)) return invalidChoice(feature, option, choice, choices, at);
  }
  return ok(null);
}

function unknownModel(feature: Feature, model: string, models: string[], at: string): Result<never> {
  const available = nearest(model, models);
  return fail('unknown_model', {
    detail: `${quoted(feature.id)} has no model ${quoted(model)}; did you mean ${listed(available.slice(0, 3))}?`,
    pointer: `${at}/model`,
    data: { available },
  });
}

function invalidChoice(
  feature: Feature,
  option: string,
  choice: string | undefined,
  choices: string[],
  at: string,
): Result<never> {
  const available = nearest(choice ?? '', choices);
  const problem = choice === undefined ? 'is not chosen' : `can't be ${quoted(choice)}`;
  return fail('invalid_option', {
    detail: `the option ${quoted(option)} of ${quoted(feature.id)} ${problem}: it is ${listed(available)}`,
    pointer: `${at}/options/${escaped(option)}`,
    data: { option, available },
  });
}

/** Follows the model and the options through the formula to the plain prices that are charged. */
export function choose(feature: Feature, request: Omit<GenerationRequest, 'includes'>, at: string): Result<Part[]> {
  const options = request.options ?? {};
  const asked = unitsAskedFor(request.quantity);

  function walk(price: Price, name: string): Result<Part[]> {
    switch (price.type) {
      case 'byModel': {
        const { model } = request;
        if (model === undefined || model === null) {
          const available = Object.keys(price.models).slice(0, 10);
          return fail('model_required', {
            detail: `${quoted(feature.id)} is priced by model: name one, such as ${listed(available.slice(0, 3))}`,
            pointer: `${at}/model`,
            data: { available },
          });
        }
        if (!Object.hasOwn(price.models, model)) {
          return unknownModel(feature, model, Object.keys(price.models), at);
        }
        return walk(price.models[model]!, name);
      }
      case 'byOption': {
        const choice = Object.hasOwn(options, price.option) ? options[price.option] : undefined;
        if (choice === undefined || !Object.hasOwn(price.choices, choice)) {
          return invalidChoice(feature, price.option, choice, Object.keys(price.choices), at);
        }
        return walk(price.choices[choice]!, name);
      }
      case 'sum': {
        const parts: Part[] = [];
        for (const line of price.lines) {
          // A line that nothing is asked of needs no model and no option, and leaves no line in the quote.
          const units = unitsOf(line.price);
          if (asked && units.length > 0 && !units.some((unit) => asked.has(unit))) continue;
          const inner = walk(line.price, `${name}: ${line.name}`);
          if (!inner.ok) return inner;
          parts.push(...inner.value);
        }
        return ok(parts);
      }
      case 'free':
      case 'perUnit':
      case 'perBlock':
      case 'bands':
      case 'product':
        return ok([{ name, price }]);
      default:
        return unreachable(price);
    }
  }
  return walk(feature.price, feature.name);
}
