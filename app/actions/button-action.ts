import type { takeBackAction } from '@/app/plan/take-back-action';

/** A server action that one button calls: it leads elsewhere, or comes back with a refusal. */
export type ButtonAction = typeof takeBackAction;
