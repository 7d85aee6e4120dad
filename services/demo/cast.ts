import type { GenerationRequest } from '@/lib/catalog/price';

/** Who lives in the demo. Passwords are public: the demo is for looking at, on a machine of one's own. */
export interface DemoSubscriber {
  name: string;
  email: string;
  accountName: string;
  zone: string;
  locale: string;
  /** null: signed up today, on the default plan. */
  story: Story | null;
}

/** How somebody has used the product so far. */
export interface Story {
  seed: number;
  planId: string;
  /** Share of a period's new credits that is used, in percent, period by period; the last one repeats. */
  usePercent: readonly number[];
  /** Credits that are left on the last day, about; absent: what the percentages leave. */
  leaves?: number;
  /** Hour of the day, in UTC, at which the subscription began. */
  startHour: number;
  /** Days from the demo's last day back to the last renewal. */
  daysIntoPeriod: number;
  habits: readonly Habit[];
}

/** A kind of work that somebody does again and again. */
export interface Habit {
  weight: number;
  request: GenerationRequest;
  /** The quantity is drawn from here. */
  quantities: readonly number[];
  project?: string;
}

export const DEMO_PASSWORD = 'meterbook-demo';
export const DEMO_CATALOG = 'captions';
export const DEMO_MONTHS = 14;

const shortVideos: Habit[] = [
  { weight: 5, request: { feature: 'ai-edit' }, quantities: [1], project: 'spring-launch' },
  { weight: 3, request: { feature: 'ai-ads' }, quantities: [6, 8, 10, 15], project: 'spring-launch' },
  { weight: 3, request: { feature: 'genai-image', model: 'flux-1-1' }, quantities: [1, 2, 4] },
  { weight: 2, request: { feature: 'voiceover' }, quantities: [12, 25, 30] },
  { weight: 1, request: { feature: 'genai-music', model: 'udio' }, quantities: [1, 2] },
  { weight: 1, request: { feature: 'mirage-script' }, quantities: [1] },
];

const films: Habit[] = [
  { weight: 3, request: { feature: 'prompt-to-video' }, quantities: [4, 5, 6, 8], project: 'brand-film' },
  { weight: 3, request: { feature: 'genai-video', model: 'veo-3-fast' }, quantities: [1], project: 'brand-film' },
  { weight: 2, request: { feature: 'genai-image', model: 'gpt-4o-image' }, quantities: [1, 2, 3] },
  { weight: 3, request: { feature: 'ai-edit' }, quantities: [1] },
  { weight: 2, request: { feature: 'ai-creator' }, quantities: [10, 15, 20] },
  { weight: 2, request: { feature: 'genai-music', model: 'soundraw' }, quantities: [1] },
  { weight: 1, request: { feature: 'genai-music', model: 'mmaudio' }, quantities: [1] },
  { weight: 1, request: { feature: 'mirage-video' }, quantities: [3, 5] },
];

export const demoSubscribers: readonly DemoSubscriber[] = [
  {
    name: 'Nadia New',
    email: 'new@demo.meterbook.example',
    accountName: 'Nadia’s studio',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    story: null,
  },
  {
    name: 'Lena Low',
    email: 'low@demo.meterbook.example',
    accountName: 'Low & Daughters Bakery',
    zone: 'America/New_York',
    locale: 'en-US',
    story: {
      seed: 11,
      planId: 'pro',
      usePercent: [60, 95, 120, 100, 90, 105, 110, 100],
      leaves: 9,
      startHour: 14,
      daysIntoPeriod: 23,
      habits: shortVideos,
    },
  },
  {
    name: 'Carlo Cap',
    email: 'cap@demo.meterbook.example',
    accountName: 'Capofila Film e Fotografia',
    zone: 'Europe/Rome',
    locale: 'en-GB',
    story: {
      seed: 23,
      planId: 'max',
      usePercent: [80, 40, 55, 30, 0, 20, 35, 60, 45, 30, 15, 25, 10, 6],
      startHour: 9,
      daysIntoPeriod: 8,
      habits: films,
    },
  },
  {
    name: 'Stella Steady',
    email: 'steady@demo.meterbook.example',
    accountName: 'Steady Hands Video',
    zone: 'Asia/Kolkata',
    locale: 'en-IN',
    story: {
      seed: 37,
      planId: 'max',
      usePercent: [70, 95, 110, 100, 105, 90, 115, 100, 95, 108, 98, 102, 106, 45],
      startHour: 5,
      daysIntoPeriod: 14,
      habits: [...films, ...shortVideos],
    },
  },
];

export const demoSupport = { name: 'Sam Support', email: 'support@demo.meterbook.example' };
