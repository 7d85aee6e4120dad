import type { Result } from '../errors';
import type { Instant } from '../time';
import type { Facts, SetCap } from './command';
import type { Draft } from './draft';

export function setCap(_draft: Draft, _command: SetCap, _facts: Facts, _at: Instant): Result<null> {
  throw new Error('not built yet');
}
