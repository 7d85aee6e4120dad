'use client';

import { useEffect, useRef } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  useActiveTooltipLabel,
  XAxis,
  YAxis,
} from 'recharts';
import { amountText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import type { SpendBar, SpendReport } from '@/lib/usage/spend';
import { BarCard } from './bar-card';
import { barText } from './spend-words';

export interface SpendChartProps {
  bars: readonly SpendBar[];
  unit: SpendReport['unit'];
  /** What the bars are stacked of, in this order. */
  shown: readonly { id: string; name: string; colour: string }[];
  locale: string;
  /** The chart's name for those who hear it. */
  label: string;
  /** Opens the entries of a bar, or of one of its parts. */
  onOpen: (bar: SpendBar, id: string | null) => void;
}

/** Credits a day or month, stacked. Loaded after the page: it is larger than all the rest of it together. */
export default function SpendChart({ bars, unit, shown, locale, label, onOpen }: SpendChartProps) {
  const active = useRef<SpendBar | undefined>(undefined);
  const now = bars.find(({ when }) => when === 'now')?.from;
  const hasBefore = bars.some(({ before }) => before);
  const tick = { fontSize: 12, fill: 'var(--soft)' };
  return (
    <div
      className="h-full"
      onKeyDown={({ key }) => {
        if (key === 'Enter' && active.current) onOpen(active.current, null);
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={bars as SpendBar[]}
          title={label}
          stackOffset="sign"
          margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
          barCategoryGap="15%"
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          {/* Today is not over: its column is marked. */}
          {now && <ReferenceArea x1={now} x2={now} fill="var(--raised)" stroke="var(--edge)" strokeDasharray="2 3" />}
          {bars.some(({ credits }) => Object.values(credits).some((amount) => amount < 0)) && (
            <ReferenceLine y={0} stroke="var(--edge)" />
          )}
          <XAxis
            dataKey="from"
            tickFormatter={(from: string) => barText({ from }, unit, locale)}
            interval="equidistantPreserveStart"
            minTickGap={16}
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: 'var(--edge)' }}
          />
          {/* The time before stands behind, in the same places. */}
          <XAxis dataKey="from" xAxisId="before" hide />
          <YAxis
            allowDecimals={false}
            domain={['auto', 'auto']}
            tickFormatter={(amount: number) => amountText(locale, amount)}
            tick={tick}
            tickLine={false}
            axisLine={false}
            width="auto"
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--raised)', stroke: 'var(--edge)' }}
            content={({ active: isShown, label: from }) => {
              const bar = isShown ? bars.find((each) => each.from === from) : undefined;
              return bar ? <BarCard bar={bar} unit={unit} shown={shown} locale={locale} /> : null;
            }}
          />
          {shown.map(({ id, name, colour }) => (
            <Bar
              key={id}
              dataKey={(bar: SpendBar) => bar.credits[id] ?? 0}
              name={name}
              stackId="bar"
              fill={colour}
              stroke="var(--surface)"
              strokeWidth={1}
              isAnimationActive={false}
              className="cursor-pointer"
              onClick={({ payload }) => onOpen(payload as SpendBar, id)}
            />
          ))}
          {hasBefore && (
            <Bar
              dataKey={({ before }: SpendBar) => before || null}
              name={message(locale, 'spend.beforeShort')}
              xAxisId="before"
              fill="none"
              stroke="var(--edge)"
              strokeWidth={1.5}
              isAnimationActive={false}
              style={{ pointerEvents: 'none' }}
            />
          )}
          <Active onChange={(from) => (active.current = bars.find((each) => each.from === from))} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

/** Tells which bar the mouse or the arrow keys are at. */
function Active({ onChange }: { onChange: (from: string | number | undefined) => void }) {
  const from = useActiveTooltipLabel();
  useEffect(() => {
    onChange(from);
  });
  return null;
}
