'use client';

import { useEffect, useRef, useState } from 'react';
import { Field } from '@/components/form/field';
import { MainButton } from '@/components/form/main-button';
import { searchPrices, type FeaturePrices } from '@/lib/catalog/price-figures';
import type { Budget } from '@/lib/catalog/price-page';
import { amountText } from '@/lib/messages/format';
import { message } from '@/lib/messages/message';
import { periodText } from '@/lib/messages/policy-words';
import { PriceRows } from './price-rows';

interface Props {
  features: readonly FeaturePrices[];
  products: readonly { id: string; name: string }[];
  /** Whose credits "buys" is about; empty where the catalog gives and sells none. */
  budgets: readonly Budget[];
  /** From the address. */
  query: string;
  budgetId: string | null;
}

/** Long enough that the address is not written with every letter. */
const ADDRESS_DELAY_MS = 250;

/**
 * Every feature and model with its price, found by name. A plain form without scripts; with them the list follows what
 * is typed, and the address follows the list.
 */
export function PriceList({ features, products, budgets, query: askedQuery, budgetId }: Props) {
  const [query, setQuery] = useState(askedQuery);
  const [chosen, setChosen] = useState(budgetId);
  const budget = budgets.find(({ id }) => id === chosen) ?? budgets[0] ?? null;
  const found = searchPrices(features, query);
  const count = found.reduce((sum, { shown }) => sum + shown.length, 0);
  useAddress(query, chosen);

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <form
        method="get"
        action="#features"
        role="search"
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => event.preventDefault()}
      >
        <div className="min-w-60 grow sm:max-w-sm">
          <Field
            name="q"
            type="search"
            label={message('en', 'prices.find')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
          />
        </div>
        {chosen !== null && <input type="hidden" name="plan" value={chosen} />}
        <noscript>
          <MainButton>{message('en', 'prices.show')}</MainButton>
        </noscript>
        <p role="status" className="figures flex min-h-11 items-center text-soft">
          {message('en', 'prices.found', { count })}
        </p>
      </form>
      {budgets.length > 0 && (
        <nav aria-label={message('en', 'prices.creditsOf')} className="grid gap-1.5">
          <p className="font-strong" aria-hidden="true">
            {message('en', 'prices.creditsOf')}
          </p>
          <ul className="flex flex-wrap gap-2">
            {budgets.map((each) => (
              <li key={each.id}>
                <a
                  href={`?${addressOf(query, each.id)}#features`}
                  aria-current={each === budget ? 'true' : undefined}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                    event.preventDefault();
                    setChosen(each.id);
                  }}
                  className="figures inline-flex min-h-9 items-center rounded-card border bg-surface px-3 text-soft hover:border-edge hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
                >
                  {budgetText(each)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {count === 0 && (
        <p className="rounded-card border bg-surface px-4 py-6 text-soft sm:px-6">
          {message('en', 'prices.nothing')}{' '}
          <a
            href={`?${addressOf('', chosen)}#features`}
            className="link"
            onClick={(event) => {
              event.preventDefault();
              setQuery('');
            }}
          >
            {message('en', 'prices.clear')}
          </a>
        </p>
      )}
      {products.map((product) => {
        const own = found.filter(({ feature }) => feature.product.id === product.id);
        if (own.length === 0) return null;
        return (
          <div key={product.id} className="grid grid-cols-[minmax(0,1fr)] gap-2">
            {products.length > 1 && (
              <h3 id={`product-${product.id}`} className="font-strong">
                {product.name}
              </h3>
            )}
            <div className="rounded-card border bg-surface px-4 sm:px-6">
              <PriceRows found={own} label={product.name} credits={budget?.credits ?? null} />
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** "Pro: 200", "Personal by the year: 720", or the name of a pack, which says how many. */
function budgetText({ kind, name, months, credits }: Budget): string {
  if (kind === 'pack') return name;
  const plan =
    months === null ? name : message('en', 'prices.planBy', { plan: name, period: periodText('en', months) });
  return message('en', 'prices.budget', { name: plan, amount: amountText('en', credits) });
}

function addressOf(query: string, budgetId: string | null): string {
  const asked = new URLSearchParams();
  if (query.trim()) asked.set('q', query.trim());
  if (budgetId !== null) asked.set('plan', budgetId);
  return asked.toString();
}

/** Keeps the address in step with what is shown, so that it can be sent to somebody; no step of "back" for a letter. */
function useAddress(query: string, budgetId: string | null): void {
  const address = addressOf(query, budgetId);
  const written = useRef(address);
  useEffect(() => {
    if (written.current === address) return;
    const timer = setTimeout(() => {
      written.current = address;
      window.history.replaceState(null, '', address ? `?${address}` : window.location.pathname);
    }, ADDRESS_DELAY_MS);
    return () => clearTimeout(timer);
  }, [address]);
}
