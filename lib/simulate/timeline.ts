import type { Instant } from '../time';

/** In order of time; at one instant in the order of the list. Each with its place in the list. */
export function inOrder<Item extends { at: Instant }>(items: readonly Item[]): { item: Item; index: number }[] {
  return items.map((item, index) => ({ item, index })).sort((a, b) => a.item.at - b.item.at || a.index - b.index);
}
