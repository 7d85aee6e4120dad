import type { GenerationRequest } from '@/lib/catalog/price';
import { credits } from '@/lib/credits';
import type { Command } from '@/lib/ledger/command';

/** Who lives in the demo. Passwords are public: the demo is for looking at, on a machine of one's own. */
export interface DemoSubscriber {
  name: string;
  email: string;
  accountName: string;
  catalogId: string;
  zone: string;
  locale: string;
  /** null: signed up today, on the default plan. */
  story: Story | null;
}

/** How somebody has used the product so far. */
export interface Story {
  seed: number;
  planId: string;
  /** "month" unless it says otherwise. */
  intervalId?: string;
  seats?: number;
  /** What is used, period by period (the last one repeats): in percent of the period's new credits, or in credits. */
  usePercent?: readonly number[];
  useCredits?: readonly number[];
  /** What else happened: in which period, how many days into it, and what. Paid for on the spot. */
  events?: readonly { period: number; afterDays: number; command: Command }[];
  held?: readonly HeldWork[];
  /** Credits that are left on the last day, about; absent: what the percentages leave. */
  leaves?: number;
  /** Hour of the day, in UTC, at which the subscription began. */
  startHour: number;
  /** Days from the demo's last day back to the last renewal. */
  daysIntoPeriod: number;
  habits: readonly Habit[];
}

/** Work whose credits are held first, and what became of it. */
export interface HeldWork {
  /** In which period, and how many hours into it. */
  period: number;
  afterHours: number;
  request: GenerationRequest;
  project?: string;
  /** How long the hold lasts, if nothing ends it. */
  lapsesAfterHours: number;
  /** What happened so many hours after the hold; empty: nothing yet. */
  then: readonly ({ hours: number } & (
    { type: 'capture'; quantity: number } | { type: 'void' } | { type: 'refund'; credits: number | null }
  ))[];
}

/** A kind of work that somebody does again and again. */
export interface Habit {
  weight: number;
  request: GenerationRequest;
  /** The quantity is drawn from here. */
  quantities: readonly NonNullable<GenerationRequest['quantity']>[];
  project?: string;
}

export const DEMO_PASSWORD = 'meterbook-demo';
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

const studioWork: Habit[] = [
  { weight: 4, request: { feature: 'ai-image-generator' }, quantities: [1, 2, 4], project: 'course-catalogue' },
  { weight: 3, request: { feature: 'ai-video-generator' }, quantities: [5, 10] },
  {
    weight: 1,
    request: { feature: 'topic-to-video', options: { media: 'premium' } },
    quantities: [
      { image: 2, second: 5 },
      { image: 3, second: 10 },
    ],
    project: 'course-catalogue',
  },
  { weight: 1, request: { feature: 'topic-to-video', options: { media: 'basic' } }, quantities: [{ image: 4 }] },
];

const fairWork: Habit[] = [
  { weight: 4, request: { feature: 'text-generation', model: 'text-draft' }, quantities: [400, 900, 1800] },
  {
    weight: 2,
    request: { feature: 'text-generation', model: 'text-premium' },
    quantities: [900],
    project: 'newsletter',
  },
  {
    weight: 4,
    request: { feature: 'image-generation', model: 'image-draft', options: { resolution: '1k' } },
    quantities: [1, 2],
    project: 'newsletter',
  },
  {
    weight: 2,
    request: { feature: 'image-generation', model: 'image-premium', options: { resolution: '2k' } },
    quantities: [1],
    project: 'newsletter',
  },
  { weight: 1, request: { feature: 'video-generation', model: 'video-standard' }, quantities: [5] },
  { weight: 1, request: { feature: 'audio-generation', model: 'audio-draft' }, quantities: [60] },
];

const video = (quantity: number): Pick<HeldWork, 'request' | 'project'> => ({
  request: { feature: 'prompt-to-video', quantity },
  project: 'brand-film',
});

/** One of each: finished with less, given back in part; called off; forgotten; longer than thought; and not finished yet. */
const steadyHeld: HeldWork[] = [
  {
    ...video(8),
    period: 13,
    afterHours: 200,
    lapsesAfterHours: 2,
    then: [
      { hours: 1, type: 'capture', quantity: 6 },
      { hours: 20, type: 'refund', credits: 16 },
    ],
  },
  { ...video(4), period: 13, afterHours: 230, lapsesAfterHours: 2, then: [{ hours: 1, type: 'void' }] },
  { ...video(2), period: 13, afterHours: 260, lapsesAfterHours: 2, then: [] },
  { ...video(3), period: 13, afterHours: 290, lapsesAfterHours: 2, then: [{ hours: 1, type: 'capture', quantity: 4 }] },
  { ...video(5), period: 13, afterHours: 336, lapsesAfterHours: 48, then: [] },
];

export const demoSubscribers: readonly DemoSubscriber[] = [
  {
    name: 'Nadia New',
    email: 'new@demo.meterbook.example',
    accountName: 'Nadia’s studio',
    catalogId: 'captions',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    story: null,
  },
  {
    name: 'Lena Low',
    email: 'low@demo.meterbook.example',
    accountName: 'Low & Daughters Bakery',
    catalogId: 'captions',
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
    catalogId: 'captions',
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
    catalogId: 'captions',
    zone: 'Asia/Kolkata',
    locale: 'en-IN',
    story: {
      seed: 37,
      planId: 'max',
      usePercent: [70, 95, 110, 100, 105, 90, 115, 100, 95, 108, 98, 102, 106, 45],
      startHour: 5,
      daysIntoPeriod: 14,
      habits: [...films, ...shortVideos],
      held: steadyHeld,
    },
  },
  {
    name: 'Tara Team',
    email: 'team@demo.meterbook.example',
    accountName: 'Brightwater Adult Education Trust, Media Department',
    catalogId: 'ai-studios',
    zone: 'America/Los_Angeles',
    locale: 'en-US',
    story: {
      seed: 41,
      planId: 'team',
      seats: 4,
      usePercent: [55, 70, 85, 60, 95, 90, 100, 80, 92, 75, 88, 96, 70, 40],
      startHour: 16,
      daysIntoPeriod: 11,
      habits: studioWork,
      events: [
        { period: 3, afterDays: 10, command: { type: 'changeSeats', seats: 6 } },
        { period: 6, afterDays: 4, command: { type: 'addUnits', addOnId: 'team-credits', units: 1 } },
        { period: 9, afterDays: 2, command: { type: 'removeUnits', addOnId: 'team-credits', units: 1 } },
        { period: 10, afterDays: 20, command: { type: 'changeSeats', seats: 5 } },
      ],
    },
  },
  {
    name: 'Yuki Yearly',
    email: 'yearly@demo.meterbook.example',
    accountName: 'Yuki paints',
    catalogId: 'ai-studios',
    zone: 'Asia/Tokyo',
    locale: 'en-GB',
    story: {
      seed: 43,
      planId: 'personal',
      intervalId: 'year',
      usePercent: [93, 14],
      startHour: 1,
      daysIntoPeriod: 20,
      habits: studioWork,
    },
  },
  {
    name: 'Paolo Packs',
    email: 'packs@demo.meterbook.example',
    accountName: 'Paolo writes and draws',
    catalogId: 'artifio',
    zone: 'Europe/Lisbon',
    locale: 'en-GB',
    story: {
      seed: 47,
      planId: 'pay-as-you-go',
      useCredits: [180, 320, 90, 410, 0, 260, 380, 150, 520, 240, 330, 120, 290, 110],
      startHour: 10,
      daysIntoPeriod: 17,
      habits: fairWork,
      events: [
        { period: 0, afterDays: 0, command: { type: 'buyPack', packId: 'credits-500', count: 1 } },
        { period: 2, afterDays: 3, command: { type: 'buyPack', packId: 'credits-2000', count: 1 } },
        {
          period: 5,
          afterDays: 12,
          command: { type: 'grant', source: 'goodwill', amount: credits(50), expiresAt: null },
        },
        { period: 9, afterDays: 1, command: { type: 'buyPack', packId: 'credits-2000', count: 1 } },
      ],
    },
  },
];

const agencyWork: Habit[] = [
  { weight: 12, request: { feature: 'text-generation', model: 'text-draft' }, quantities: [300, 400] },
  {
    weight: 3,
    request: { feature: 'text-generation', model: 'text-standard' },
    quantities: [400, 900],
    project: 'ads',
  },
  {
    weight: 1,
    request: { feature: 'image-generation', model: 'image-draft', options: { resolution: '1k' } },
    quantities: [1],
    project: 'ads',
  },
];

/** An account with more than 100,000 entries, for seeing that size does not matter. Made when asked for. */
export const busySubscriber: DemoSubscriber = {
  name: 'Bea Busy',
  email: 'busy@demo.meterbook.example',
  accountName: 'Busy Bee Text Agency',
  catalogId: 'artifio',
  zone: 'Europe/London',
  locale: 'en-GB',
  story: {
    seed: 53,
    planId: 'pay-as-you-go',
    useCredits: [12_400],
    startHour: 8,
    daysIntoPeriod: 25,
    habits: agencyWork,
    events: Array.from({ length: DEMO_MONTHS }, (_, period) => ({
      period,
      afterDays: 0,
      command: { type: 'buyPack', packId: 'credits-10000', count: 2 },
    })),
  },
};

export const demoSupport = { name: 'Sam Support', email: 'support@demo.meterbook.example' };
