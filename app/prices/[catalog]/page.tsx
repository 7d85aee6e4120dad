import type { Metadata } from 'next';
import { cache } from 'react';
import { currentActor } from '@/app/auth/current-actor';
import { opened } from '@/app/auth/opened';
import { askedText } from '@/app/prices/asked';
import { PageHead } from '@/components/frame/page-head';
import { CreditValue } from '@/components/prices/credit-value';
import { AddOnTable, PackTable } from '@/components/prices/pack-table';
import { PlanTable } from '@/components/prices/plan-table';
import { PriceFrame } from '@/components/prices/price-frame';
import { PriceList } from '@/components/prices/price-list';
import { Rules } from '@/components/prices/rules';
import { StaffNotes } from '@/components/prices/staff-notes';
import { budgetsOf } from '@/lib/catalog/price-page';
import { env } from '@/lib/env';
import { message } from '@/lib/messages/message';
import { listText } from '@/lib/messages/policy-words';
import { freeNames } from '@/lib/messages/price-words';
import { listCatalogs } from '@/services/catalogs/list-catalogs';
import { readPriceNotes } from '@/services/catalogs/read-price-notes';
import { readPrices } from '@/services/catalogs/read-prices';
import { getContext } from '@/services/runtime';

interface Props {
  params: Promise<{ catalog: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const pricesOf = cache(async (catalogId: string) =>
  opened(await readPrices(await getContext(), await currentActor(), catalogId), `/prices/${catalogId}`),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, name } = await pricesOf((await params).catalog);
  const page = message('en', 'prices.titleOf', { catalog: name });
  return {
    title: message('en', 'app.title', { page }),
    description: message('en', 'prices.description', { catalog: name }),
    metadataBase: new URL(env.PUBLIC_URL),
    // Searches and chosen plans are views of the same page.
    alternates: { canonical: `/prices/${id}` },
  };
}

/** What a vendor sells, for whom it may concern: plans, packs, every price, and the rules, without signing in. */
export default async function CatalogPricesPage({ params, searchParams }: Props) {
  const [{ catalog }, asked] = await Promise.all([params, searchParams]);
  const prices = await pricesOf(catalog);
  const actor = await currentActor();
  const context = await getContext();
  const catalogs = opened(await listCatalogs(context, actor), `/prices/${catalog}`);
  const notes = await readPriceNotes(context, actor, catalog);

  const { id, name, products, policy, features } = prices;
  const free = freeNames('en', features);
  const budgets = budgetsOf(prices);
  const asksFor = askedText(asked.plan);
  const plansGive = policy.plans.some(({ terms }) => terms.some(({ grants }) => grants.length > 0));
  return (
    <PriceFrame catalogs={catalogs} current={id} isSignedIn={actor.kind !== 'nobody'}>
      <PageHead title={message('en', 'prices.titleOf', { catalog: name })}>
        {products.length > 1 &&
          message('en', 'prices.productsWords', {
            products: listText(
              'en',
              products.map((each) => each.name),
            ),
          })}
      </PageHead>
      <CreditValue prices={prices} />
      {/* Where plans give nothing, packs are what is sold. */}
      {!plansGive && <PackTable policy={policy} />}
      <PlanTable policy={policy} />
      <AddOnTable policy={policy} />
      {plansGive && <PackTable policy={policy} />}
      <section aria-labelledby="features" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <div>
          <h2 id="features" className="scroll-mt-4 text-base">
            {message('en', 'prices.features')}
          </h2>
          <p className="text-soft">{message('en', 'prices.featuresWords')}</p>
          {free.length > 0 && (
            <p className="max-w-3xl text-soft">{message('en', 'prices.free', { names: listText('en', free) })}</p>
          )}
        </div>
        <PriceList
          key={id}
          features={features}
          products={products}
          budgets={budgets}
          query={askedText(asked.q)}
          budgetId={budgets.some((each) => each.id === asksFor) ? asksFor : null}
        />
      </section>
      <Rules policy={policy} />
      {notes.ok && <StaffNotes notes={notes.value} />}
    </PriceFrame>
  );
}
