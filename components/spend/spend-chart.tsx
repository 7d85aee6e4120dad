'use client';

import { Bar, BarChart, CartesianGrid, ReferenceArea, Tooltip, XAxis, YAxis, ResponsiveContainer } from 'recharts';
import { amountText, calendarDayText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { Spend } from '@/lib/usage/meter';
import { chartRows } from './chart-rows';
import { DayCard } from './day-card';

interface Props {
  spend: Spend;
  locale: string;
  /** The chart's name for those who hear it. */
  label: string;
}

/** Credits a day, stacked by feature. Loaded after the page: it is larger than all the rest of it together. */
export default function SpendChart({ spend, locale, label }: Props) {
  const { features, rows } = chartRows(spend);
  const names = new Map(spend.byFeature.map(({ feature, name }) => [feature, name]));
  const today = rows.find((row) => row.isToday)?.day;
  const tick = { fontSize: 12, fill: 'var(--soft)' };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={rows} title={label} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} barCategoryGap="15%">
        <CartesianGrid vertical={false} stroke="var(--line)" />
        {/* Today is not over: its column is marked. */}
        {today && (
          <ReferenceArea x1={today} x2={today} fill="var(--raised)" stroke="var(--edge)" strokeDasharray="2 3" />
        )}
        <XAxis
          dataKey="day"
          tickFormatter={(day: string) => calendarDayText(locale, day)}
          interval="equidistantPreserveStart"
          minTickGap={16}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--edge)' }}
        />
        <YAxis
          allowDecimals={false}
          domain={[0, 'auto']}
          tickFormatter={(amount: number) => amountText(locale, amount)}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width="auto"
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--raised)', stroke: 'var(--edge)' }}
          content={({ active, label: day }) => {
            const row = active ? rows.find((each) => each.day === day) : undefined;
            return row ? <DayCard row={row} features={features} names={names} locale={locale} /> : null;
          }}
        />
        {features.map(({ id, colour }) => (
          <Bar
            key={id}
            dataKey={(row: (typeof rows)[number]) => row.credits[id] ?? 0}
            name={names.get(id) ?? message(locale, 'spend.others')}
            stackId="day"
            fill={colour}
            stroke="var(--surface)"
            strokeWidth={1}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
