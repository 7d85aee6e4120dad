import { amountText, calendarDayText, creditsText, dayText, percentText } from '@/lib/messages/format';
import { message, type MessageKey, type MessageValues } from '@/lib/messages/message';
import type { Meter } from '@/lib/usage/meter';

export interface Note {
  key: MessageKey;
  tone: 'plain' | 'soon' | 'stopped';
  text: string;
}

type Fact = [tone: Note['tone'], key: MessageKey, values?: MessageValues];

/** What ends within this many days is marked as soon. */
const SOON_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * The sentences under the meter: what this account's own policy and figures mean for its owner, the most urgent first.
 * Only what the meter knows for certain is said.
 */
export function meterNotes(meter: Meter, locale: string): Note[] {
  return [...standing(meter, locale), ...pace(meter, locale), ...endings(meter, locale)].map(([tone, key, values]) => ({
    key,
    tone,
    text: message(locale, key, { plan: meter.plan?.name ?? '', ...values }),
  }));
}

/** What can be done now. */
function* standing(meter: Meter, locale: string): Generator<Fact> {
  const { plan, refresh, change, available, held } = meter;
  if (plan?.status === 'awaiting_payment') yield ['soon', 'note.awaitingPayment'];
  if (plan?.status === 'suspended') yield ['stopped', 'note.suspended'];
  if (change) {
    const date = dayText(locale, meter.zone, change.at);
    if (change.plan) yield ['plain', 'note.planChanges', { date, next: change.plan.name }];
    else yield change.creditsEnd ? ['soon', 'note.cancelledEnds', { date }] : ['plain', 'note.cancelled', { date }];
  }

  if (available === 0 && !plan) yield ['plain', 'note.nothingLeftNoPlan'];
  // As where credits wait for their owner's mail address to be confirmed: nothing has been used up.
  else if (isEmpty(meter) && plan?.status === 'active' && !refresh) yield ['plain', 'note.nothingHere'];
  else if (available === 0 && !refresh && plan?.status === 'active') yield ['stopped', 'note.nothingLeftNeverRefresh'];
  else if (available === 0 && refresh && plan?.status === 'active') {
    const date = dayText(locale, meter.zone, refresh.at);
    yield ['stopped', 'note.nothingLeftRefresh', { date, credits: creditsText(locale, refresh.credits) }];
  } else if (available > 0 && isUntouched(meter)) yield ['plain', 'note.untouched', counted(locale, available)];

  if (held > 0) yield ['plain', 'note.held', counted(locale, held)];
}

/** Whether there has been nothing in the period so far. */
function isEmpty({ available, held, used, ended, carriedIn, granted }: Meter): boolean {
  return [available, held, used, ended, carriedIn, granted].every((each) => each === 0);
}

/** How long it lasts at the pace of the last weeks. */
function* pace({ forecast, refresh, zone, asOf }: Meter, locale: string): Generator<Fact> {
  if (!forecast) return;
  const { runsOut, earliest, latest, leftAtRefresh } = forecast;
  const day = (of: string | null) => (of === null ? '' : calendarDayText(locale, of));
  const values = {
    days: forecast.days,
    average: creditsText(locale, forecast.perDay),
    day: day(runsOut),
    early: day(earliest),
    late: day(latest),
    left: creditsText(locale, leftAtRefresh ?? 0),
    date: refresh ? dayText(locale, zone, refresh.at) : '',
  };
  if (runsOut === null) yield ['plain', earliest === null ? 'note.lasts' : 'note.lastsUnless', values];
  else {
    const isSoon = refresh !== null || Date.parse(runsOut) - Date.parse(asOf) <= SOON_DAYS * DAY_MS;
    const range = earliest === latest ? 'note.runsOutOn' : 'note.runsOut';
    yield [isSoon ? 'soon' : 'plain', latest === null ? 'note.runsOutOpen' : range, values];
  }
}

/** What ends when, and what is carried over. */
function* endings(meter: Meter, locale: string): Generator<Fact> {
  const { plan, refresh, change, nextToEnd, carryOverCap, carryOverShare, available, held } = meter;
  if (nextToEnd) {
    const date = dayText(locale, meter.zone, nextToEnd.at);
    const key = isCarriedOver(meter, nextToEnd.credits) ? 'note.carriedEnd' : 'note.end';
    const days = message(locale, 'meter.days', { days: nextToEnd.days });
    const values = { ...counted(locale, nextToEnd.credits), date, days };
    yield [nextToEnd.days <= SOON_DAYS ? 'soon' : 'plain', key, values];
  }
  if (available === 0 || !plan) return;
  if (!refresh) {
    // What is paid for late, cancelled or changed has been said.
    if (plan.status !== 'active' || change) return;
    yield ['plain', nextToEnd ? 'note.noMoreEnds' : 'note.noMore'];
    return;
  }
  if (plan.status !== 'active') return;
  const date = dayText(locale, meter.zone, refresh.at);
  if (carryOverShare !== null) {
    const share = percentText(locale, carryOverShare);
    if (carryOverCap === null) yield ['plain', 'note.carriesShare', { share, date }];
    else yield ['plain', 'note.carriesShareCapped', { share, date, cap: creditsText(locale, carryOverCap) }];
    return;
  }
  if (carryOverCap === null) return;

  const values = { cap: creditsText(locale, carryOverCap), date };
  if (carryOverCap > 0) {
    yield available + held >= carryOverCap ? ['plain', 'note.overCap', values] : ['plain', 'note.carriesOver', values];
  } else if (nextToEnd?.at !== refresh.at || nextToEnd.credits !== available) {
    // Where everything that is left ends at the refresh, the first sentence has said so.
    yield ['plain', 'note.noCarryOver', values];
  }
}

function counted(locale: string, count: number): MessageValues {
  return { count, amount: amountText(locale, count) };
}

/** Nothing used, held or ended, not even free work: a period or an account that has just begun. */
function isUntouched({ used, held, ended, spend }: Meter): boolean {
  return used === 0 && held === 0 && ended === 0 && spend.byFeature.length === 0;
}

/** Whether what ends soonest was certainly carried over: that much of it is still here, and older credits end first. */
function isCarriedOver({ carriedIn, used, held, ended, carryOverCap }: Meter, credits: number): boolean {
  return carryOverCap !== 0 && carriedIn - used - held - ended >= credits;
}
