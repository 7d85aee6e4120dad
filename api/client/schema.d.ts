/** What the API takes and answers, as types. Made from its document: `npm run client` makes it anew. */
export interface paths {
  '/quotes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask what generations would cost
     * @description Prices up to 50 generations for an account: the lines, which grants would pay, whether they suffice, and cheaper models. Changes nothing and keeps nothing. Each price is bound for ten minutes to the account, the work and the member: send its `quote` in place of the work when you charge or hold. It then holds even where the price list has changed in the meantime. What a feature gives free is counted when it is charged: a quote that had free units in it costs more once others have used them up.
     */
    post: operations['createQuotes'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/generations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Charge a generation, or hold credits for it
     * @description With `mode: "hold"` the credits are reserved until the work is done: capture what it really took, or void it. A hold that nobody ends gives everything back by itself.
     */
    post: operations['createGeneration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/generations/batch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Charge or hold up to 1,000 generations at once
     * @description Each item is a request of its own, with an `idempotencyKey` of its own, and is answered as that would be: one that is refused does not touch the others. Items may be of several accounts. Repeat the batch, or single items of it, with the same keys where you do not know what became of it.
     */
    post: operations['createGenerationBatch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/generations/{generation}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A generation's receipt
     * @description How it was priced, which grants paid, what those credits had cost, and what happened to it since.
     */
    get: operations['getGeneration'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/generations/{generation}/capture': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Charge held work with what it really took
     * @description An empty object charges what was held. With `credits`, so many; with `quantity`, `options` or `includes`, what the work that was really done costs by the price list that priced the hold: name it in full, nothing is remembered of the hold but its feature and model. What is over comes back. What is missing is taken; where that is refused, nothing is charged and the hold stands.
     */
    post: operations['captureGeneration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/generations/{generation}/void': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Give back what is held for work that failed */
    post: operations['voidGeneration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/generations/{generation}/refund': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give a charge back, wholly or partly
     * @description Into the grants that it came from, the last that paid first. What belongs to a grant that has ended comes back as a new one for seven days.
     */
    post: operations['refundGeneration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/generations/{generation}/outcome': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say whether the output was kept
     * @description Of a generation that was charged. It may be said again: the last word counts. No credits move.
     */
    post: operations['markOutcome'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make an account
     * @description An account of your customer, under your own id, on a plan, with what it had elsewhere. There is one for each id of yours. A paid plan is taken as paid: you send the invoices. Credits that come once per person come once per id of yours, whatever becomes of the account.
     */
    post: operations['createAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/grants': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Where an account has its credits from
     * @description Every lot of credits that is open, in the order in which they pay. With `all=1`, closed ones too.
     */
    get: operations['listGrants'];
    put?: never;
    /**
     * Give an account credits
     * @description Credits that no plan gives: goodwill, a promotion, a contract, or what was owned elsewhere.
     */
    post: operations['createGrant'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/portal-links': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let your signed-in customer into the portal
     * @description A link that signs your customer in without a password. It works once and for a few minutes: make it when they click, and send them there at once. Only a key of your own server can make one, since it says who comes in. It is not shown again: the same Idempotency-Key is answered with `shown_once`.
     */
    post: operations['createPortalLink'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What an account is, and what it is on */
    get: operations['getAccount'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/balance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What an account can spend now */
    get: operations['getBalance'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/meter': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What an account has, what used it, and what comes next
     * @description The figures of the portal: for a meter of your own, with the same numbers.
     */
    get: operations['getMeter'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/entries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Every movement of credits
     * @description Newest first. To read what is new since the last time, send the last number that you know as `after`. A page looks at a bounded number of entries: it may have few or none and yet a `next`.
     */
    get: operations['listEntries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{account}/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What credits were used for
     * @description By feature, model, project, member or day, in the current period or between two days: the same total.
     */
    get: operations['getUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/catalogs/{catalog}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Plans, prices and rules
     * @description As the price page shows them. A key reads the catalog that it works in.
     */
    get: operations['getCatalog'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The keys that there are
     * @description An account's key sees its account's; a product's key sees its catalog's, those of its accounts too.
     */
    get: operations['listKeys'];
    put?: never;
    /**
     * Make a key
     * @description It may do no more, reaches no further and lasts no longer than the key that asks for it. The text is not shown again: the same Idempotency-Key is answered with `shown_once`.
     *     A key with `generations:write` can also give back what it charges: hand it to servers of yours alone. For what runs
     *     at a customer's, `accounts:read` on a key of their account is enough.
     */
    post: operations['createKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/keys/{key}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Replace a key
     * @description The new one may do what the old one may, for as long; the old one ends after the overlap. The text is not shown again: the same Idempotency-Key is answered with `shown_once`.
     */
    post: operations['rotateKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/keys/{key}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End a key at once */
    post: operations['revokeKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description An account, without its credits. */
    Account: {
      /**
       * Format: uuid
       * @description Our id of the account.
       */
      id: string;
      /** @description Your own id of it; null: it was not made by this API. */
      externalId: string | null;
      /** @description The catalog whose prices and rules it has. */
      catalog: string;
      /** @description IANA zone in which its days are counted. */
      zone: string;
      /** @description Language and country for its words, dates and numbers. */
      locale: string;
      /** @description ISO 4217 code of the currency of all its money. */
      currency: string;
      /** @description What it is on; null: on nothing. */
      plan: {
        /** @description The plan. */
        id: string;
        /** @description How it is paid. */
        interval: string;
        /** @description For how many seats. */
        seats: number;
      } | null;
      /** @description How its subscription stands. */
      status: ('active' | 'awaiting_payment' | 'suspended') | null;
      /** @description Where a test account's own clock stands; null: its time is real. */
      clock: string | null;
      /**
       * Format: date-time
       * @description When it was made, by its own clock.
       */
      createdAt: string;
    };
    /** @description What an account can spend now. */
    Balance: {
      /**
       * Format: uuid
       * @description The account.
       */
      account: string;
      /**
       * Format: date-time
       * @description The moment that all of this is true of.
       */
      asOf: string;
      /** @description Credits that it owns and that are not held. */
      available: number;
      /** @description Available credits without those that are locked for now. */
      spendable: number;
      /** @description Credits that are held for work under way. */
      held: number;
      /** @description What it is on; null: on nothing. */
      plan: {
        /** @description The plan. */
        id: string;
        /**
         * @description How its subscription stands.
         * @enum {string}
         */
        status: 'active' | 'awaiting_payment' | 'suspended';
      } | null;
      /** @description The current period: carriedIn + granted = used + ended + available + held. */
      period: {
        /**
         * Format: date-time
         * @description When the period began.
         */
        start: string;
        /**
         * Format: date-time
         * @description When it ends.
         */
        end: string;
        /** @description Credits that were carried into it. */
        carriedIn: number;
        /** @description Credits that came within it. */
        granted: number;
        /** @description Credits that were used in it. */
        used: number;
        /** @description Credits that ended in it. */
        ended: number;
      } | null;
      /** @description When the plan next gives credits by itself; null: never. */
      refreshesAt: string | null;
    };
    /** @description What became of each item. */
    BatchAnswer: {
      /** @description In the order of the items. */
      items: components['schemas']['BatchedAnswer'][];
    };
    /** @description One item's answer. */
    BatchedAnswer: {
      /** @description As that of a request of its own. */
      status: number;
      /** @description What a request of its own would have answered. */
      body: components['schemas']['Generation'] | components['schemas']['Problem'];
      /** @description It had been done before, under the same key. */
      idempotentReplayed: boolean;
    };
    BatchedGeneration: {
      /** @description As the Idempotency-Key header is for a request of its own. */
      idempotencyKey: string;
      /** @description The account's id, or "ext:" and your own. May be left out with an account's own key. */
      account?: string;
      /**
       * @description Charge now, or reserve the credits until the work is done.
       * @default debit
       * @enum {string}
       */
      mode?: 'debit' | 'hold';
      /** @description Of a hold: when it ends by itself. Left out: after 900 seconds. */
      lapsesInSeconds?: number;
      /** @description Your own name for whoever asks: limits may be set for each. */
      member?: string | null;
      /** @description Your own name for what the generation belongs to. */
      project?: string | null;
      /** @description The generation of the account that this one does over. */
      regenerates?: string | null;
      /** @description Up to 20 texts that you want to find beside it. No rule reads them. */
      metadata?: {
        [key: string]: string;
      } | null;
      /** @description A feature's id in the catalog. */
      feature: string;
      /** @description The model, for features that are priced by model. */
      model?: string | null;
      /** @description How much, in the feature's own unit, or a number for each of its units. Left out: 1. */
      quantity?:
        | number
        | {
            [key: string]: number;
          };
      /** @description The choice for each option that the price depends on. */
      options?: {
        [key: string]: string;
      };
      /** @description Further generations that this one asks for, priced as lines of their own. */
      includes?: {
        /** @description A feature's id in the catalog. */
        feature: string;
        /** @description The model, for features that are priced by model. */
        model?: string | null;
        /** @description How much, in the feature's own unit, or a number for each of its units. Left out: 1. */
        quantity?:
          | number
          | {
              [key: string]: number;
            };
        /** @description The choice for each option that the price depends on. */
        options?: {
          [key: string]: string;
        };
      }[];
    };
    BatchedQuotedGeneration: {
      /** @description As the Idempotency-Key header is for a request of its own. */
      idempotencyKey: string;
      /** @description The account's id, or "ext:" and your own. May be left out with an account's own key. */
      account?: string;
      /**
       * @description Charge now, or reserve the credits until the work is done.
       * @default debit
       * @enum {string}
       */
      mode?: 'debit' | 'hold';
      /** @description Of a hold: when it ends by itself. Left out: after 900 seconds. */
      lapsesInSeconds?: number;
      /** @description Your own name for whoever asks: limits may be set for each. */
      member?: string | null;
      /** @description Your own name for what the generation belongs to. */
      project?: string | null;
      /** @description The generation of the account that this one does over. */
      regenerates?: string | null;
      /** @description Up to 20 texts that you want to find beside it. No rule reads them. */
      metadata?: {
        [key: string]: string;
      } | null;
      /** @description A price that was given for it, in place of the work. */
      quote: string;
    };
    /** @description What held work really took: credits, or work to be priced as the hold was. */
    Capture: {
      /** @description What it really took. Left out, with all the rest: what was held. */
      credits?: number;
      /** @description How much, in the feature's own unit, or a number for each of its units. Left out: 1. */
      quantity?:
        | number
        | {
            [key: string]: number;
          };
      /** @description The choice for each option that the price depends on. */
      options?: {
        [key: string]: string;
      };
      /** @description Further generations that this one asks for, priced as lines of their own. */
      includes?: {
        /** @description A feature's id in the catalog. */
        feature: string;
        /** @description The model, for features that are priced by model. */
        model?: string | null;
        /** @description How much, in the feature's own unit, or a number for each of its units. Left out: 1. */
        quantity?:
          | number
          | {
              [key: string]: number;
            };
        /** @description The choice for each option that the price depends on. */
        options?: {
          [key: string]: string;
        };
      }[];
    };
    /** @description Plans, prices and rules as they are published. */
    Catalog: {
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
      /** @description The number of this version. */
      version: number;
      /**
       * Format: date-time
       * @description From when on this version holds.
       */
      effectiveAt: string;
      /** @description ISO 4217 code of the currency of all its money. */
      currency: string;
      /** @description IANA zone that new accounts start with. */
      zone: string;
      /** @description What its credits are spent in. */
      products: {
        /** @description Its id. */
        id: string;
        /** @description Its name. */
        name: string;
      }[];
      policy: components['schemas']['CatalogPolicy'];
      /** @description What work can be charged, and for how much. */
      features: components['schemas']['CatalogFeature'][];
    };
    /** @description Further credits each month, beside a plan. */
    CatalogAddOn: {
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
      /** @description The plans that it can be added to. */
      plans: string[];
      /** @description What one unit gives each month. */
      credits: number;
      /** @description In minor units. */
      price: number;
      /** @description The whole team uses it. */
      shared: boolean;
      /** @description It can be given back. */
      refundable: boolean;
      /** @description What a credit costs so. */
      unit: components['schemas']['UnitPrice'] | null;
    };
    /** @description Work that can be charged. */
    CatalogFeature: {
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
      /** @description Where it is sold. */
      product: {
        /** @description Its id. */
        id: string;
        /** @description Its name. */
        name: string;
      };
      /**
       * @description What kind of work it is.
       * @enum {string}
       */
      kind: 'video' | 'image' | 'music' | 'sound' | 'audio' | 'text' | 'avatar' | 'edit' | 'chat' | 'script';
      /** @description It is sold in addition to another feature's work. */
      addition: boolean;
      /** @description A request for it may name further work to be charged with it. */
      includes: boolean;
      /** @description What costs nothing at first, for each account; null: there is no such thing. */
      firstFree: {
        /** @description How many units. */
        units: number;
        /** @description What is counted. */
        unit: string;
        /**
         * @description How often they are given.
         * @enum {string}
         */
        per: 'period' | 'day' | 'ever';
      } | null;
      /** @description Every figure that its price can come to. */
      figures: {
        /** @description With this model; null: the feature has none. */
        model: {
          /** @description The model. */
          id: string;
          /** @description Its name. */
          name: string;
          /**
           * @description What it makes.
           * @enum {string}
           */
          kind: 'video' | 'image' | 'music' | 'sound' | 'audio' | 'text';
          /**
           * @description How good it is.
           * @enum {string}
           */
          tier?: 'draft' | 'standard' | 'premium';
          /** @description What one unit is. */
          detail?: string;
        } | null;
        /** @description With these choices. */
        options: {
          /** @description An option. */
          option: string;
          /** @description What is chosen. */
          choice: string;
        }[];
        /** @description Which part of the price, where several are added up. */
        line: string | null;
        /** @description What it costs in credits. */
        credits: number;
        /** @description What the credits are for: each time, each unit, one of each unit multiplied, each started block, a whole generation of that size, or each unit of that range. */
        per:
          | {
              /** @constant */
              type: 'time';
            }
          | {
              /** @constant */
              type: 'unit';
              /** @description What is counted. */
              unit: string;
              /** @description The least credits that one generation costs; null: none. */
              minimum: number | null;
            }
          | {
              /** @constant */
              type: 'product';
              units: {
                /** @description What is counted. */
                unit: string;
                /** @description The most of it; null: no limit worth naming. */
                max: number | null;
              }[];
              /** @description The least credits that one generation costs; null: none. */
              minimum: number | null;
            }
          | {
              /** @constant */
              type: 'block';
              /** @description What is counted. */
              unit: string;
              /** @description Units of one block. */
              size: number;
            }
          | {
              /** @constant */
              type: 'band';
              /** @description What is counted. */
              unit: string;
              /** @description Above so many. */
              above: number;
              /** @description Up to so many, themselves included; null: without end. */
              upTo: number | null;
            }
          | {
              /** @constant */
              type: 'step';
              /** @description What is counted. */
              unit: string;
              /** @description Above so many. */
              above: number;
              /** @description Up to so many, themselves included; null: without end. */
              upTo: number | null;
            };
        /** @description The most of it; null: no limit worth naming. */
        max: number | null;
      }[];
    };
    /** @description A pack of credits. */
    CatalogPack: {
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
      /** @description What is in it. */
      credits: number;
      /** @description In minor units. */
      price: number;
      /** @description It can only be used while a paid subscription is live. */
      needsSubscription: boolean;
      lasting: components['schemas']['Lasting'];
      /** @description What a credit costs so. */
      unit: components['schemas']['UnitPrice'] | null;
      /** @description What each costs where several are bought together. */
      volume: {
        /** @description From so many on. */
        from: number;
        /** @description In minor units. */
        price: number;
        unit: components['schemas']['UnitPrice'] | null;
      }[];
      /** @description What it costs those on a plan. */
      planPrices: {
        /** @description The plan. */
        plan: string;
        /** @description In minor units. */
        price: number;
        unit: components['schemas']['UnitPrice'] | null;
      }[];
    };
    /** @description A plan. */
    CatalogPlan: {
      /** @description Its id. */
      id: string;
      /** @description Its name. */
      name: string;
      /**
       * @description How it is paid.
       * @enum {string}
       */
      billing: 'free' | 'paid' | 'invoiced';
      /** @description How many seats it is sold with; null: not by the seat. */
      seats: {
        /** @description The fewest. */
        min: number;
        /** @description The most; null: no limit. */
        max: number | null;
      } | null;
      /** @description The ways to pay for it. */
      terms: {
        /** @description Its id, as a request names it: an interval. */
        id: string;
        /** @description Length of a period. */
        months: number;
        /** @description Of a period; null: set by contract. */
        price: number | null;
        /** @description The price is for each seat. */
        pricePerSeat: boolean;
        /** @description One month's share, rounded to the nearest. */
        pricePerMonth: number | null;
        /** @description What comes again with every period, in all. */
        recurringCredits: number;
        /** @description The credits that come. */
        grants: {
          /** @description How many come. */
          credits: number;
          /** @description For each seat. */
          perSeat: boolean;
          /**
           * @description When they come.
           * @enum {string}
           */
          rhythm: 'once' | 'start' | 'period' | 'month' | 'calendarMonth' | 'days';
          /** @description Every how many days, where they come by the day. */
          everyDays: number | null;
          lasting: components['schemas']['Lasting'];
        }[];
        /** @description What a credit costs so; null: it costs nothing, or none comes again. */
        unit: components['schemas']['UnitPrice'] | null;
      }[];
    };
    /** @description What is sold, and by which rules. */
    CatalogPolicy: {
      /** @description ISO 4217 code of the currency of all its money. */
      currency: string;
      /** @description Days from the first declined renewal until what waited for it is locked. */
      graceDays: number;
      /** @description Credits that come with the first declined renewal; null: none. */
      graceCredits: {
        /** @description How many. */
        credits: number;
        lasting: components['schemas']['Lasting'];
      } | null;
      /** @description In which order credits are used. */
      burnDown: {
        /** @description By what, first to last. */
        order: ('priority' | 'soonestEnd' | 'oldest' | 'newest' | 'free' | 'paid' | 'source')[];
        /** @description For "source": which pay first. */
        sources: ('plan' | 'once' | 'goodwill' | 'promotion' | 'pack' | 'add_on' | 'contract' | 'import' | 'refund')[];
        /** @description For "priority": what pays first, in groups. */
        ranks: ('once' | 'start' | 'period' | 'month' | 'calendarMonth' | 'days' | 'pack' | 'other')[][];
      };
      /** @description What credits cost where they have one price. */
      listPrice: components['schemas']['UnitPrice'] | null;
      /** @description The cheapest and the dearest way to a credit. */
      creditPrice: {
        cheapest: components['schemas']['WayToBuy'];
        dearest: components['schemas']['WayToBuy'];
      } | null;
      /** @description What one can be on. */
      plans: components['schemas']['CatalogPlan'][];
      /** @description What can be added to a plan. */
      addOns: components['schemas']['CatalogAddOn'][];
      /** @description What can be bought besides. */
      packs: components['schemas']['CatalogPack'][];
      /** @description What a change of plan does. */
      changes: {
        /** @description One can go from a free plan to a paid one: a new subscription. */
        startsPaid: boolean;
        /** @description A step up; null: there is none. */
        upgrade: {
          /**
           * @description What becomes of the period.
           * @enum {string}
           */
          period: 'keep' | 'restart';
          /**
           * @description What is paid.
           * @enum {string}
           */
          charge: 'full' | 'difference' | 'prorated';
          /**
           * @description What is given.
           * @enum {string}
           */
          grant: 'full' | 'difference' | 'prorated';
          /**
           * @description What becomes of the credits that are left.
           * @enum {string}
           */
          unspent: 'keep' | 'endMatching';
        } | null;
        /** @description Other ways that the customer may choose. */
        upgradeChoices: {
          /**
           * @description What becomes of the period.
           * @enum {string}
           */
          period: 'keep' | 'restart';
          /**
           * @description What is paid.
           * @enum {string}
           */
          charge: 'full' | 'difference' | 'prorated';
          /**
           * @description What is given.
           * @enum {string}
           */
          grant: 'full' | 'difference' | 'prorated';
          /**
           * @description What becomes of the credits that are left.
           * @enum {string}
           */
          unspent: 'keep' | 'endMatching';
          /** @description Its id. */
          id: string;
          /** @description Its name. */
          name: string;
        }[];
        /** @description To a longer interval; null: there is none. */
        longerInterval: {
          /**
           * @description What becomes of the period.
           * @enum {string}
           */
          period: 'keep' | 'restart';
          /**
           * @description What is paid.
           * @enum {string}
           */
          charge: 'full' | 'difference' | 'prorated';
          /**
           * @description What is given.
           * @enum {string}
           */
          grant: 'full' | 'difference' | 'prorated';
          /**
           * @description What becomes of the credits that are left.
           * @enum {string}
           */
          unspent: 'keep' | 'endMatching';
        } | null;
        /** @description A step down; null: there is none. */
        downgrade: {
          /**
           * @description When it happens.
           * @constant
           */
          at: 'periodEnd';
          /**
           * @description What becomes of the credits that are left.
           * @enum {string}
           */
          unspent: 'keepToExpiry' | 'end';
          /**
           * @description Whose limit counts for what comes along.
           * @enum {string}
           */
          carryOverOf: 'new' | 'old';
        } | null;
        /** @description A cancellation. */
        cancel: {
          /**
           * @description When it happens.
           * @constant
           */
          at: 'periodEnd';
          /**
           * @description What becomes of the credits that are left.
           * @enum {string}
           */
          unspent: 'keepToExpiry' | 'end';
        } | null;
      };
    };
    /** @description One movement of credits, which never changes. */
    Entry: {
      /** @description Its number: entries of an account are numbered without gaps. */
      seq: number;
      /**
       * Format: date-time
       * @description When it happened.
       */
      at: string;
      /**
       * @description What it records.
       * @enum {string}
       */
      kind: 'grant' | 'debit' | 'free' | 'hold' | 'capture' | 'void' | 'refund' | 'expire' | 'revoke' | 'reissue';
      /**
       * @description Why it happened.
       * @enum {string}
       */
      reason:
        | 'subscribed'
        | 'renewed'
        | 'first_time'
        | 'goodwill'
        | 'promotion'
        | 'imported'
        | 'contract'
        | 'bought'
        | 'seats_added'
        | 'add_on'
        | 'generation'
        | 'lifetime_over'
        | 'carry_over_cap'
        | 'refreshed'
        | 'payment_failed'
        | 'upgraded'
        | 'plan_changed'
        | 'cancelled'
        | 'lapsed'
        | 'unused'
        | 'refunded'
        | 'refunded_earlier'
        | 'reissued'
        | 'reissued_earlier'
        | 'extended'
        | 'revoked';
      /** @description The grant whose credits moved; null: nothing moved. */
      grant: number | null;
      /** @description Where they were. */
      from: ('issued' | 'available' | 'held' | 'spent' | 'expired' | 'revoked' | 'reissued') | null;
      /** @description Where they are since. */
      to: ('issued' | 'available' | 'held' | 'spent' | 'expired' | 'revoked' | 'reissued') | null;
      /** @description How many moved: never negative, the direction is in from and to. */
      credits: number;
      /** @description The account's available credits after it. */
      balanceAfter: number;
      /** @description The generation that it is about. */
      generation: string | null;
      /** @description Its feature. */
      feature: string | null;
      /** @description Its model. */
      model: string | null;
      /** @description Your own name for what the generation belongs to. */
      project: string | null;
    };
    /** @description A page of an account's entries. */
    EntryPage: {
      /**
       * Format: uuid
       * @description The account.
       */
      account: string;
      /** @description Newest first; with "after", oldest first. */
      items: components['schemas']['Entry'][];
      /** @description Where to go on, even from a page that is not full: send it as "before", or as "after" where you sent that; null: there is no more that way. */
      next: number | null;
    };
    /** @description A generation as it was charged or held. */
    Generation: {
      /**
       * Format: uuid
       * @description The generation: its capture, void, refund and receipt are found under it.
       */
      id: string;
      /**
       * Format: uuid
       * @description The account, by our id.
       */
      account: string;
      /**
       * Format: date-time
       * @description When it was charged or held, by the account's time.
       */
      at: string;
      /**
       * @description debited, free or held.
       * @enum {string}
       */
      status: 'free' | 'debited' | 'held' | 'captured' | 'voided' | 'lapsed';
      /** @description What was asked for. */
      feature: string;
      /** @description With which model; null: it has none. */
      model: string | null;
      /** @description What was charged or is held. */
      credits: number;
      /**
       * Format: date-time
       * @description Of a hold: when it ends by itself.
       */
      lapsesAt?: string;
      /** @description The credits that the account had available. */
      balance: {
        /** @description Before it. */
        before: number;
        /** @description After it. */
        after: number;
      };
      /** @description How it was priced, and what paid. */
      receipt: {
        /** @description Which price list it was worked out by. */
        catalog: {
          /** @description The catalog. */
          id: string;
          /** @description Its version. */
          version: number;
        };
        /** @description The lines added up, in words. */
        formula: string;
        /** @description What it is made of. */
        lines: {
          /** @description The feature that it prices. */
          feature: string;
          /** @description Its model; null: it has none. */
          model: string | null;
          /** @description The line's name in the catalog. */
          name: string;
          /** @description What is counted; null: nothing is. */
          unit: string | null;
          /** @description How much was asked for. */
          quantity: number;
          /** @description What the line costs. */
          credits: number;
          /** @description How that was worked out. */
          formula: string;
        }[];
        /** @description Which grants paid or are held, in the order in which they were taken. */
        burns: {
          /** @description The number of the grant. */
          grant: number;
          /** @description How many of its credits. */
          credits: number;
          /** @description What these had cost; 0 while they are only held. */
          costMinor: number;
          /** @description The grant that they came back as, where their own had ended. */
          reissuedAs?: number;
        }[];
        /** @description What they had cost in money. */
        cost: {
          /** @description What had been paid for these credits, in minor units. */
          minor: number;
          /** @description ISO 4217 code of the currency. */
          currency: string;
        };
        /** @description The balance before it. */
        balanceBefore: number;
        /** @description The balance after it. */
        balanceAfter: number;
        /** @description Start of the period that it counts in. */
        periodStart: string | null;
      };
    };
    /** @description Up to 1,000 generations, each under an idempotency key of its own. */
    GenerationBatch: {
      items: (components['schemas']['BatchedGeneration'] | components['schemas']['BatchedQuotedGeneration'])[];
    };
    /** @description What was done to a generation, and what that moved. */
    GenerationStep: {
      /**
       * Format: uuid
       * @description The generation.
       */
      id: string;
      /**
       * Format: uuid
       * @description The account, by our id.
       */
      account: string;
      /**
       * @description What was done.
       * @enum {string}
       */
      step: 'capture' | 'void' | 'refund';
      /**
       * Format: date-time
       * @description When, by the account's time.
       */
      at: string;
      /** @description How many credits it charged or gave back. */
      credits: number;
      /** @description Which grants paid or got back, in the order in which they did. */
      burns: {
        /** @description The number of the grant. */
        grant: number;
        /** @description How many of its credits. */
        credits: number;
        /** @description What these had cost; 0 while they are only held. */
        costMinor: number;
        /** @description The grant that they came back as, where their own had ended. */
        reissuedAs?: number;
      }[];
      /** @description What they had cost in money. */
      cost: {
        /** @description What had been paid for these credits, in minor units. */
        minor: number;
        /** @description ISO 4217 code of the currency. */
        currency: string;
      };
      /** @description The credits that the account had available. */
      balance: {
        /** @description Before it. */
        before: number;
        /** @description After it. */
        after: number;
      };
      /** @description Of a capture that was priced anew: how. */
      price?: {
        /** @description Which price list it was worked out by. */
        catalog: {
          /** @description The catalog. */
          id: string;
          /** @description Its version. */
          version: number;
        };
        /** @description The lines added up, in words. */
        formula: string;
        /** @description What it is made of. */
        lines: {
          /** @description The feature that it prices. */
          feature: string;
          /** @description Its model; null: it has none. */
          model: string | null;
          /** @description The line's name in the catalog. */
          name: string;
          /** @description What is counted; null: nothing is. */
          unit: string | null;
          /** @description How much was asked for. */
          quantity: number;
          /** @description What the line costs. */
          credits: number;
          /** @description How that was worked out. */
          formula: string;
        }[];
      };
    };
    /** @description Credits that were given or promised. */
    GivenGrant: {
      /**
       * Format: uuid
       * @description The account.
       */
      account: string;
      /** @description The number of the grant; null: it is promised and comes later. */
      grant: number | null;
      /**
       * @description Why it is given.
       * @enum {string}
       */
      source: 'goodwill' | 'promotion' | 'contract' | 'import';
      /** @description How many credits. */
      credits: number;
      /**
       * Format: date-time
       * @description From when on they can be used.
       */
      effectiveAt: string;
      /** @description When what is left of it ends; null: never. */
      expiresAt: string | null;
      /** @description The account's available credits after this. */
      balance: number;
    };
    /** @description Credits that came together, and where each is now. */
    Grant: {
      /** @description Its number in the account: that of the entry that issued it. */
      id: number;
      /**
       * @description Where it came from.
       * @enum {string}
       */
      source: 'plan' | 'once' | 'goodwill' | 'promotion' | 'pack' | 'add_on' | 'contract' | 'import' | 'refund';
      /** @description The plan that gave it. */
      plan: string | null;
      /** @description The catalog's rule that gave it. */
      rule: string | null;
      /** @description What came: the sum of the six places. */
      amount: number;
      /** @description What can still be used of it. */
      available: number;
      /** @description What is held for work under way. */
      held: number;
      /** @description What was used. */
      spent: number;
      /** @description What ended unused. */
      expired: number;
      /** @description What was taken back. */
      revoked: number;
      /** @description What moved on into another grant. */
      reissued: number;
      /**
       * Format: date-time
       * @description From when on it counts.
       */
      effectiveAt: string;
      /** @description When what is left of it ends; null: never. */
      expiresAt: string | null;
      /** @description Lower pays first. */
      priority: number;
      /** @description What was paid for all of it, in minor units of the account's currency. */
      costMinor: number;
      /** @description It cannot be used for now, though it is not lost. */
      locked: boolean;
    };
    /** @description An account's grants. */
    GrantPage: {
      /**
       * Format: uuid
       * @description The account.
       */
      account: string;
      /** @description Open grants as they pay, first to last; of all, newest first. */
      items: components['schemas']['Grant'][];
      /** @description Grants that are still to come, soonest first. */
      promised: {
        /**
         * @description Why it is given.
         * @enum {string}
         */
        source: 'goodwill' | 'promotion' | 'contract' | 'import';
        /** @description How many. */
        credits: number;
        /**
         * Format: date-time
         * @description When they come.
         */
        effectiveAt: string;
        /** @description When what is left of it ends; null: never. */
        expiresAt: string | null;
      }[];
      /** @description Where to go on: send it as "before"; null: there is no more. */
      next: number | null;
    };
    /** @description An API key that has just been made, with its text. */
    IssuedKey: {
      /**
       * Format: uuid
       * @description Its id, by which it is managed.
       */
      id: string;
      /** @description How its text begins: enough to recognise it, too little to use it. */
      prefix: string;
      /** @description By which people tell it from others. */
      name: string;
      /** @description Whose key it is. */
      owner: {
        /** @description The catalog that it works in. */
        catalog: string;
        /** @description The one account that it is for; null: any of the catalog. */
        account: string | null;
      };
      /** @description What it may do. */
      scopes: ('accounts:read' | 'accounts:write' | 'generations:write' | 'keys:write')[];
      /**
       * Format: date-time
       * @description When it was made.
       */
      createdAt: string;
      /** @description When it stops working by itself; null: never. */
      expiresAt: string | null;
      /** @description When it was revoked; null: it was not. */
      revokedAt: string | null;
      /** @description When it was last used, to the minute; null: never. */
      lastUsedAt: string | null;
      /** @description Its text, which is shown this once and kept nowhere: put it away safely. */
      key: string;
    };
    /** @description An API key, without its text. */
    Key: {
      /**
       * Format: uuid
       * @description Its id, by which it is managed.
       */
      id: string;
      /** @description How its text begins: enough to recognise it, too little to use it. */
      prefix: string;
      /** @description By which people tell it from others. */
      name: string;
      /** @description Whose key it is. */
      owner: {
        /** @description The catalog that it works in. */
        catalog: string;
        /** @description The one account that it is for; null: any of the catalog. */
        account: string | null;
      };
      /** @description What it may do. */
      scopes: ('accounts:read' | 'accounts:write' | 'generations:write' | 'keys:write')[];
      /**
       * Format: date-time
       * @description When it was made.
       */
      createdAt: string;
      /** @description When it stops working by itself; null: never. */
      expiresAt: string | null;
      /** @description When it was revoked; null: it was not. */
      revokedAt: string | null;
      /** @description When it was last used, to the minute; null: never. */
      lastUsedAt: string | null;
    };
    /** @description API keys. */
    KeyPage: {
      /** @description Newest first; keys that are over are among them. */
      items: components['schemas']['Key'][];
      /** @description Where to go on: send it as "before"; null: there is no more. */
      next: string | null;
    };
    /** @description How a key is replaced. */
    KeyRotation: {
      /**
       * @description How long the old key goes on working beside the new one: at most seven days.
       * @default 0
       */
      overlapSeconds?: number;
    };
    /** @description How long credits can be used. */
    Lasting: {
      /** @description Months between two refreshes; null: none, or by the day. */
      periodMonths: number | null;
      /** @description Days between two refreshes, where they come by the day. */
      periodDays?: number;
      /**
       * @description Refreshes are on the first of each calendar month.
       * @constant
       */
      onTheFirst?: true;
      /** @description How long they last by themselves. */
      lasts:
        | {
            /** @constant */
            type: 'never';
          }
        | {
            /** @constant */
            type: 'periods';
            /** @description How many, the first one included. */
            count: number;
          }
        | {
            /** @constant */
            type: 'days';
            /** @description How many. */
            count: number;
          }
        | {
            /** @constant */
            type: 'months';
            /** @description How many. */
            count: number;
          };
      /** @description What a renewal lets through. */
      carried:
        | {
            /** @constant */
            type: 'outside';
          }
        | {
            /** @constant */
            type: 'everything';
          }
        | {
            /** @constant */
            type: 'nothing';
          }
        | {
            /** @constant */
            type: 'times';
            /** @description So many times the period's credits. */
            times: number;
            /** @description The period's credits, of one seat where they are by the seat. */
            credits: number;
            /** @description They are by the seat. */
            perSeat: boolean;
          }
        | {
            /** @constant */
            type: 'amount';
            /** @description At most so many. */
            credits: number;
          }
        | {
            /** @constant */
            type: 'fraction';
            /** @description This part of what is left. */
            fraction: number;
            /** @description At most so many credits; null: no limit. */
            atMost: number | null;
          };
    };
    /** @description What an account has, what used it, and what comes next. */
    Meter: {
      /** @description The account. */
      account: {
        /**
         * Format: uuid
         * @description Our id of the account.
         */
        id: string;
        /** @description Its name. */
        name: string;
        /** @description Whose prices and rules it has. */
        catalog: {
          /** @description The catalog. */
          id: string;
          /** @description Its name. */
          name: string;
        };
        /** @description IANA zone of its days. */
        zone: string;
        /** @description Language and country of its words. */
        locale: string;
        /** @description ISO 4217 code of its money. */
        currency: string;
        /** @description It has a clock of its own. */
        isTest: boolean;
      };
      /** @description The figures. */
      meter: {
        /**
         * Format: date-time
         * @description The moment that all of this is true of.
         */
        asOf: string;
        /** @description IANA zone of its days. */
        zone: string;
        /** @description What the account is on; null: on nothing. */
        plan: {
          /** @description The plan. */
          id: string;
          /** @description Its name. */
          name: string;
          /**
           * @description How the subscription stands.
           * @enum {string}
           */
          status: 'active' | 'awaiting_payment' | 'suspended';
        } | null;
        /** @description The current period. */
        period: {
          /**
           * Format: date-time
           * @description When the period began.
           */
          start: string;
          /**
           * Format: date-time
           * @description When it ends.
           */
          end: string;
        } | null;
        /** @description What the plan gives next by itself; null: see noRefresh. */
        refresh: {
          /**
           * Format: date-time
           * @description When.
           */
          at: string;
          /** @description How many credits. */
          credits: number;
          /** @description Calendar days until then, in the account's zone; 0: later today. */
          days: number;
        } | null;
        /** @description Why there is no refresh to come. */
        noRefresh:
          ('awaiting_payment' | 'suspended' | 'cancelled' | 'plan_changes' | 'gives_once' | 'gives_none') | null;
        /** @description What waits for the end of the period; null: the plan goes on. */
        change: {
          /**
           * Format: date-time
           * @description When.
           */
          at: string;
          /** @description The plan that it changes to; null: it ends. */
          plan: {
            /** @description The plan. */
            id: string;
            /** @description Its name. */
            name: string;
          } | null;
          /** @description What is left of the plan's credits ends then. */
          creditsEnd: boolean;
        } | null;
        /** @description Credits that are left. */
        available: number;
        /** @description Credits that are held for work under way. */
        held: number;
        /** @description Credits used in the period. */
        used: number;
        /** @description Credits carried into the period. */
        carriedIn: number;
        /** @description Credits that came within the period. */
        granted: number;
        /** @description Credits that ended within the period. */
        ended: number;
        /** @description The most plan credits that may be carried into the next period; null: no limit. */
        carryOverCap: number | null;
        /** @description Which part of the plan credits that are left is carried, 0 to 1; null: all that the cap allows. */
        carryOverShare: number | null;
        /** @description What ends soonest; null: nothing does. */
        nextToEnd: {
          /**
           * Format: date-time
           * @description When.
           */
          at: string;
          /** @description How many credits. */
          credits: number;
          /** @description Calendar days until then, in the account's zone; 0: later today. */
          days: number;
        } | null;
        /** @description An estimate from the last 28 whole days, today not among them: the range holds four times in five. null: fewer than five days, no use, or nothing that could be told. */
        forecast: {
          /** @description The pace: credits a day, on average, to a tenth. */
          perDay: number;
          /** @description How many whole days it is the average of. */
          days: number;
          /** @description The day on which nothing is left; null: some are left at the refresh. */
          runsOut: string | null;
          /** @description That day at the busy end of the range; null: none. */
          earliest: string | null;
          /** @description That day at the quiet end of the range; null: open. */
          latest: string | null;
          /** @description Whole credits, about, that are left at the refresh; null: they run out first. */
          leftAtRefresh: number | null;
        } | null;
        /** @description What the period's credits were used for. */
        spend: {
          /** @description By feature, most used first. */
          byFeature: {
            /** @description The feature. */
            feature: string;
            /** @description Its name. */
            name: string;
            /** @description What it used. */
            credits: number;
            /** @description In how many generations. */
            generations: number;
          }[];
          /** @description By day, in order. */
          byDay: {
            /**
             * Format: date
             * @description A day of the period.
             */
            day: string;
            /** @description Credits used, by feature. */
            credits: {
              [key: string]: number;
            };
            /** @description It is not over yet. */
            isToday: boolean;
            /** @description It is still to come. */
            isFuture: boolean;
          }[];
        };
      };
    };
    /** @description An account to be made. */
    NewAccount: {
      /** @description Your own id of the account, one account for each. Not a mail address: it is kept for ever. */
      externalId: string;
      /** @description What people see as its name. */
      name: string;
      /** @description IANA zone that its days are counted in. Left out: the catalog's, UTC unless it says so. */
      zone?: string;
      /**
       * @description Language and country for its words, dates and numbers.
       * @default en
       */
      locale?: string;
      /** @description A plan of the catalog. Left out: the catalog's default plan. */
      plan?: string;
      /** @description How the plan is paid. Left out: the plan's first way. */
      interval?: string;
      /** @description Left out: the fewest that the plan is sold with. */
      seats?: number;
      /** @description Credits that it had elsewhere: they come as a grant of source "import". */
      balance?: {
        credits: number;
        expiresAt?: string | null;
        paidMinor?: number;
      };
      /**
       * Format: date-time
       * @description Makes a test account, whose own clock stands at this moment until it is moved.
       */
      clock?: string;
    };
    /** @description Work, charged or held at the price in force. */
    NewGeneration: {
      /** @description The account's id, or "ext:" and your own. May be left out with an account's own key. */
      account?: string;
      /**
       * @description Charge now, or reserve the credits until the work is done.
       * @default debit
       * @enum {string}
       */
      mode?: 'debit' | 'hold';
      /** @description Of a hold: when it ends by itself. Left out: after 900 seconds. */
      lapsesInSeconds?: number;
      /** @description Your own name for whoever asks: limits may be set for each. */
      member?: string | null;
      /** @description Your own name for what the generation belongs to. */
      project?: string | null;
      /** @description The generation of the account that this one does over. */
      regenerates?: string | null;
      /** @description Up to 20 texts that you want to find beside it. No rule reads them. */
      metadata?: {
        [key: string]: string;
      } | null;
      /** @description A feature's id in the catalog. */
      feature: string;
      /** @description The model, for features that are priced by model. */
      model?: string | null;
      /** @description How much, in the feature's own unit, or a number for each of its units. Left out: 1. */
      quantity?:
        | number
        | {
            [key: string]: number;
          };
      /** @description The choice for each option that the price depends on. */
      options?: {
        [key: string]: string;
      };
      /** @description Further generations that this one asks for, priced as lines of their own. */
      includes?: {
        /** @description A feature's id in the catalog. */
        feature: string;
        /** @description The model, for features that are priced by model. */
        model?: string | null;
        /** @description How much, in the feature's own unit, or a number for each of its units. Left out: 1. */
        quantity?:
          | number
          | {
              [key: string]: number;
            };
        /** @description The choice for each option that the price depends on. */
        options?: {
          [key: string]: string;
        };
      }[];
    };
    /** @description Credits to be given. */
    NewGrant: {
      /**
       * @description Why they are given.
       * @enum {string}
       */
      source: 'goodwill' | 'promotion' | 'contract' | 'import';
      /** @description How many, with at most six decimals. */
      credits: number;
      /** @description When what is left of them ends. Left out or null: never. */
      expiresAt?: string | null;
      /**
       * Format: date-time
       * @description From when on they can be used. Left out: now.
       */
      effectiveAt?: string;
      /** @description What was paid for them, in minor units of the account's currency. */
      paidMinor?: number;
    };
    /** @description An API key to be made. */
    NewKey: {
      /** @description By which people tell it from others. */
      name: string;
      /** @description What it may do: nothing that the asking key may not. */
      scopes: ('accounts:read' | 'accounts:write' | 'generations:write' | 'keys:write')[];
      /** @description Makes it a key of this account alone. Left out: as far-reaching as the asking key. */
      account?: string;
      /** @description When it stops working. Left out or null: never. */
      expiresAt?: string | null;
    };
    /** @description What became of the output of a charged generation. */
    NewOutcome: {
      /**
       * @description Whether the output was kept.
       * @enum {string}
       */
      outcome: 'kept' | 'discarded';
    };
    /** @description A link to be made. */
    NewPortalLink: {
      /** @description Your customer, whom you have signed in. */
      person: {
        /** @description Your own id of the person. Not a mail address. */
        externalId: string;
        /** @description What the portal calls them. */
        name: string;
        /**
         * @description What they may do in this account, from now on.
         * @enum {string}
         */
        role: 'owner' | 'member' | 'viewer';
      };
      /**
       * @description Where in the account the link leads.
       * @default /usage
       * @enum {string}
       */
      path?: '/usage' | '/activity';
      /**
       * @description How long the link works, in seconds: ten minutes at most.
       * @default 300
       */
      expiresInSeconds?: number;
    };
    /** @description Work, charged or held at the price that a quote binds. */
    NewQuotedGeneration: {
      /** @description The account's id, or "ext:" and your own. May be left out with an account's own key. */
      account?: string;
      /**
       * @description Charge now, or reserve the credits until the work is done.
       * @default debit
       * @enum {string}
       */
      mode?: 'debit' | 'hold';
      /** @description Of a hold: when it ends by itself. Left out: after 900 seconds. */
      lapsesInSeconds?: number;
      /** @description Your own name for whoever asks: limits may be set for each. */
      member?: string | null;
      /** @description Your own name for what the generation belongs to. */
      project?: string | null;
      /** @description The generation of the account that this one does over. */
      regenerates?: string | null;
      /** @description Up to 20 texts that you want to find beside it. No rule reads them. */
      metadata?: {
        [key: string]: string;
      } | null;
      /** @description A price that was given for it, in place of the work. */
      quote: string;
    };
    /** @description Up to 50 generations that may be asked for. */
    NewQuotes: {
      /** @description The account's id, or "ext:" and your own. May be left out with an account's own key. */
      account?: string;
      /** @description The work to be priced, each by itself. */
      items: {
        /** @description A feature's id in the catalog. */
        feature: string;
        /** @description The model, for features that are priced by model. */
        model?: string | null;
        /** @description How much, in the feature's own unit, or a number for each of its units. Left out: 1. */
        quantity?:
          | number
          | {
              [key: string]: number;
            };
        /** @description The choice for each option that the price depends on. */
        options?: {
          [key: string]: string;
        };
        /** @description Further generations that this one asks for, priced as lines of their own. */
        includes?: {
          /** @description A feature's id in the catalog. */
          feature: string;
          /** @description The model, for features that are priced by model. */
          model?: string | null;
          /** @description How much, in the feature's own unit, or a number for each of its units. Left out: 1. */
          quantity?:
            | number
            | {
                [key: string]: number;
              };
          /** @description The choice for each option that the price depends on. */
          options?: {
            [key: string]: string;
          };
        }[];
        /** @description Your own name for whoever asks: limits may be set for each. */
        member?: string | null;
      }[];
    };
    /** @description What became of the output of a generation. */
    Outcome: {
      /**
       * Format: uuid
       * @description The generation.
       */
      id: string;
      /**
       * Format: uuid
       * @description The account, by our id.
       */
      account: string;
      /**
       * @description What became of its output.
       * @enum {string}
       */
      outcome: 'kept' | 'discarded';
      /**
       * Format: date-time
       * @description When that was said.
       */
      outcomeAt: string;
    };
    /** @description A link into the portal. */
    PortalLink: {
      /**
       * Format: uri
       * @description Send your customer there: it lets them in once. Shown this once.
       */
      url: string;
      /**
       * Format: date-time
       * @description Until when it works.
       */
      expiresAt: string;
    };
    /** @description Why a request was refused (RFC 9457). A refusal changes nothing. Some codes bring facts of their own: what is missing, what is allowed. */
    Problem: {
      /** @description A name for this kind of problem: `urn:meterbook:problem:` and the code. */
      type: string;
      /** @description The kind of problem, in a few words. The same for every problem of its code. */
      title: string;
      /** @description The HTTP status, again. */
      status: number;
      /**
       * @description The kind of problem, from a closed list: what a program switches on.
       * @enum {string}
       */
      code:
        | 'unauthenticated'
        | 'forbidden'
        | 'not_found'
        | 'invalid_request'
        | 'unsupported_media_type'
        | 'payload_too_large'
        | 'method_not_allowed'
        | 'idempotency_key_missing'
        | 'idempotency_key_reused'
        | 'unknown_feature'
        | 'unknown_model'
        | 'model_required'
        | 'invalid_quantity'
        | 'invalid_option'
        | 'unknown_generation'
        | 'quote_not_valid'
        | 'quote_lapsed'
        | 'insufficient_credits'
        | 'already_subscribed'
        | 'unknown_plan'
        | 'no_subscription'
        | 'nothing_to_renew'
        | 'unknown_pack'
        | 'unknown_add_on'
        | 'payment_awaited'
        | 'invalid_amount'
        | 'invalid_time'
        | 'cap_reached'
        | 'unknown_cap'
        | 'too_many_caps'
        | 'hold_not_open'
        | 'too_many_holds'
        | 'nothing_to_refund'
        | 'unknown_grant'
        | 'nothing_to_undo'
        | 'change_not_possible'
        | 'credits_locked'
        | 'unknown_choice'
        | 'top_up_not_due'
        | 'external_id_taken'
        | 'shown_once'
        | 'link_not_valid'
        | 'email_taken'
        | 'wrong_credentials'
        | 'too_many_requests'
        | 'preview_not_valid'
        | 'set_by_contract'
        | 'payment_method_missing'
        | 'payment_not_open'
        | 'unavailable'
        | 'internal';
      /** @description What is wrong with this request, in a sentence. It may be worded anew. */
      detail?: string;
      /** @description The field of the request that is at fault, as a JSON pointer: `/quantity`, `/items/3/feature`. */
      pointer?: string;
      /** @description When to ask again, in seconds; also in `Retry-After`. */
      retryAfterSeconds?: number;
    } & {
      [key: string]: unknown;
    };
    /** @description An itemised price that binds. */
    Quote: {
      /** @description What was asked for. */
      feature: string;
      /** @description With which model; null: it has none. */
      model: string | null;
      /** @description What it would cost now. */
      credits: number;
      /** @description Which price list it was worked out by. */
      catalog: {
        /** @description The catalog. */
        id: string;
        /** @description Its version. */
        version: number;
      };
      /** @description The lines added up, in words. */
      formula: string;
      /** @description What it is made of. */
      lines: {
        /** @description The feature that it prices. */
        feature: string;
        /** @description Its model; null: it has none. */
        model: string | null;
        /** @description The line's name in the catalog. */
        name: string;
        /** @description What is counted; null: nothing is. */
        unit: string | null;
        /** @description How much was asked for. */
        quantity: number;
        /** @description What the line costs. */
        credits: number;
        /** @description How that was worked out. */
        formula: string;
      }[];
      /** @description Send this in place of the work, and it is charged at this price. */
      quote: string;
      /**
       * Format: date-time
       * @description Until when, by the account's time.
       */
      expiresAt: string;
      /** @description Which grants would pay, as far as they go. */
      burns: {
        /** @description The number of the grant. */
        grant: number;
        /** @description How many of its credits. */
        credits: number;
        /** @description What these had cost; 0 while they are only held. */
        costMinor: number;
        /** @description The grant that they came back as, where their own had ended. */
        reissuedAs?: number;
      }[];
      /** @description It would be charged, were it asked for now. */
      sufficient: boolean;
      /** @description Why it would not be: with the shortfall, where that is the reason. */
      refusal:
        | ({
            /**
             * @description As in the problem that a charge would answer.
             * @enum {string}
             */
            code:
              | 'unauthenticated'
              | 'forbidden'
              | 'not_found'
              | 'invalid_request'
              | 'unsupported_media_type'
              | 'payload_too_large'
              | 'method_not_allowed'
              | 'idempotency_key_missing'
              | 'idempotency_key_reused'
              | 'unknown_feature'
              | 'unknown_model'
              | 'model_required'
              | 'invalid_quantity'
              | 'invalid_option'
              | 'unknown_generation'
              | 'quote_not_valid'
              | 'quote_lapsed'
              | 'insufficient_credits'
              | 'already_subscribed'
              | 'unknown_plan'
              | 'no_subscription'
              | 'nothing_to_renew'
              | 'unknown_pack'
              | 'unknown_add_on'
              | 'payment_awaited'
              | 'invalid_amount'
              | 'invalid_time'
              | 'cap_reached'
              | 'unknown_cap'
              | 'too_many_caps'
              | 'hold_not_open'
              | 'too_many_holds'
              | 'nothing_to_refund'
              | 'unknown_grant'
              | 'nothing_to_undo'
              | 'change_not_possible'
              | 'credits_locked'
              | 'unknown_choice'
              | 'top_up_not_due'
              | 'external_id_taken'
              | 'shown_once'
              | 'link_not_valid'
              | 'email_taken'
              | 'wrong_credentials'
              | 'too_many_requests'
              | 'preview_not_valid'
              | 'set_by_contract'
              | 'payment_method_missing'
              | 'payment_not_open'
              | 'unavailable'
              | 'internal';
            /** @description The same in a sentence. */
            detail?: string;
          } & {
            [key: string]: unknown;
          })
        | null;
      /** @description The feature's cheaper models, the cheapest first. */
      alternatives: {
        /** @description Its id. */
        model: string;
        /** @description Its name. */
        name: string;
        /** @description What the same would cost. */
        credits: number;
        /** @description How that was worked out. */
        formula: string;
      }[];
    };
    /** @description What generations would cost. */
    Quotes: {
      /**
       * Format: uuid
       * @description The account, by our id.
       */
      account: string;
      /**
       * Format: date-time
       * @description The moment that all of this is true of.
       */
      asOf: string;
      /** @description Credits that can be spent now. */
      spendable: number;
      /** @description In the order of the items, each by itself. */
      items: components['schemas']['Quote'][];
      /** @description All items, charged one after the other. */
      total: {
        /** @description What they would cost one after the other. */
        credits: number;
        /** @description All of them would be charged. */
        sufficient: boolean;
        /** @description The first that would not be, and why. */
        refusal:
          | ({
              /** @description Which item, from 0. */
              item: number;
              /**
               * @description As in the problem that a charge would answer.
               * @enum {string}
               */
              code:
                | 'unauthenticated'
                | 'forbidden'
                | 'not_found'
                | 'invalid_request'
                | 'unsupported_media_type'
                | 'payload_too_large'
                | 'method_not_allowed'
                | 'idempotency_key_missing'
                | 'idempotency_key_reused'
                | 'unknown_feature'
                | 'unknown_model'
                | 'model_required'
                | 'invalid_quantity'
                | 'invalid_option'
                | 'unknown_generation'
                | 'quote_not_valid'
                | 'quote_lapsed'
                | 'insufficient_credits'
                | 'already_subscribed'
                | 'unknown_plan'
                | 'no_subscription'
                | 'nothing_to_renew'
                | 'unknown_pack'
                | 'unknown_add_on'
                | 'payment_awaited'
                | 'invalid_amount'
                | 'invalid_time'
                | 'cap_reached'
                | 'unknown_cap'
                | 'too_many_caps'
                | 'hold_not_open'
                | 'too_many_holds'
                | 'nothing_to_refund'
                | 'unknown_grant'
                | 'nothing_to_undo'
                | 'change_not_possible'
                | 'credits_locked'
                | 'unknown_choice'
                | 'top_up_not_due'
                | 'external_id_taken'
                | 'shown_once'
                | 'link_not_valid'
                | 'email_taken'
                | 'wrong_credentials'
                | 'too_many_requests'
                | 'preview_not_valid'
                | 'set_by_contract'
                | 'payment_method_missing'
                | 'payment_not_open'
                | 'unavailable'
                | 'internal';
              /** @description The same in a sentence. */
              detail?: string;
            } & {
              [key: string]: unknown;
            })
          | null;
      };
    };
    /** @description A generation in full: price, grants, money, and what happened to it since. */
    Receipt: {
      /**
       * Format: uuid
       * @description The generation.
       */
      id: string;
      /**
       * Format: date-time
       * @description When it was charged or, first of all, held.
       */
      at: string;
      /**
       * @description Where it stands.
       * @enum {string}
       */
      status: 'free' | 'debited' | 'held' | 'captured' | 'voided' | 'lapsed';
      /** @description What was asked for. */
      feature: {
        /** @description Its id in the catalog. */
        id: string;
        /** @description Its name. */
        name: string;
      };
      model: {
        /** @description Its id in the catalog. */
        id: string;
        /** @description Its name. */
        name: string;
      } | null;
      /** @description Your own name for what it belongs to. */
      project: string | null;
      /** @description The name of the API key that asked for it. */
      askedBy: string | null;
      /** @description The numbers of its entries; null: it moved nothing. */
      entries: {
        /** @description The first of them. */
        first: number;
        /** @description The last of them. */
        last: number;
      } | null;
      /** @description What was charged; while nothing is, what is or was held. */
      credits: number;
      /** @description What was held before the work; null: it was charged at once. */
      held: number | null;
      /** @description When its open hold ends by itself. */
      lapsesAt: string | null;
      /** @description What was given back of the charge so far. */
      refunded: number;
      /** @description What it has cost in the end. */
      net: {
        /** @description In credits. */
        credits: number;
        /** @description In money, in minor units. */
        minor: number;
      };
      /** @description Which price list it was worked out by. */
      catalog: {
        /** @description The catalog. */
        id: string;
        /** @description Its name. */
        name: string;
        /** @description Its version. */
        version: number;
      };
      /** @description The lines added up, in words. */
      formula: string;
      /** @description What it is made of. */
      lines: {
        /** @description The feature that it prices. */
        feature: string;
        /** @description Its model; null: it has none. */
        model: string | null;
        /** @description The line's name in the catalog. */
        name: string;
        /** @description What is counted; null: nothing is. */
        unit: string | null;
        /** @description How much was asked for. */
        quantity: number;
        /** @description What the line costs. */
        credits: number;
        /** @description How that was worked out. */
        formula: string;
      }[];
      /** @description What the lines come to; a capture may charge something else. */
      priced: number;
      /** @description Which grants paid, in the order in which they did. */
      burns: {
        grant: components['schemas']['ReceiptGrant'];
        /** @description How many of its credits. */
        credits: number;
        /** @description What these had cost, in minor units. */
        costMinor: number;
      }[];
      /** @description What they had cost in money. */
      cost: {
        /** @description What had been paid for these credits, in minor units. */
        minor: number;
        /** @description ISO 4217 code of the currency. */
        currency: string;
      };
      /** @description The balance before the charge. */
      balanceBefore: number;
      /** @description The balance after it. */
      balanceAfter: number;
      /** @description Start of the period that it counts in. */
      periodStart: string | null;
      /** @description Everything that happened to it, in order. */
      steps: components['schemas']['ReceiptStep'][];
      /** @description Your own name for whoever asked. */
      member: string | null;
      /** @description The generation that it does over. */
      regenerates: string | null;
      /** @description The texts that you sent with it. */
      metadata: {
        [key: string]: string;
      } | null;
      /** @description What became of its output; null: not said. */
      outcome: ('kept' | 'discarded') | null;
      /** @description When that was said. */
      outcomeAt: string | null;
    };
    /** @description A lot of credits that a generation used. */
    ReceiptGrant: {
      /** @description Its number in the account. */
      id: number;
      /**
       * @description Where its credits come from.
       * @enum {string}
       */
      source: 'plan' | 'once' | 'goodwill' | 'promotion' | 'pack' | 'add_on' | 'contract' | 'import' | 'refund';
      /** @description The name of the plan that gave it; null: none did. */
      plan: string | null;
      /** @description When what is left of it ends; null: never. */
      endsAt: string | null;
    };
    /** @description Something that happened to a generation. */
    ReceiptStep: {
      /**
       * @description What happened.
       * @enum {string}
       */
      kind: 'debit' | 'free' | 'hold' | 'capture' | 'void' | 'lapse' | 'refund';
      /**
       * Format: date-time
       * @description When.
       */
      at: string;
      /** @description How many credits it charged, held or gave back. */
      credits: number;
      /** @description What had been paid for those that it charged or gave back, in minor units. */
      costMinor: number;
      /** @description Which grants paid, in the order in which they did. */
      burns: {
        grant: components['schemas']['ReceiptGrant'];
        /** @description How many of its credits. */
        credits: number;
        /** @description What these had cost, in minor units. */
        costMinor: number;
      }[];
      /** @description What it gave back. */
      returned: {
        grant: components['schemas']['ReceiptGrant'];
        /** @description How many came back. */
        credits: number;
        /** @description The new grant that they came back as; null: into their own. */
        reissuedAs: components['schemas']['ReceiptGrant'] | null;
        /** @description They had come back once before, and have ended now. */
        ended: boolean;
      }[];
      /** @description Of a hold: when it ends by itself. */
      lapsesAt: string | null;
      /** @description Of a refund: why, if that was said. */
      refundReason: ('failed' | 'quality' | 'duplicate' | 'other') | null;
      /** @description The numbers of its entries; null: it moved nothing. */
      entries: {
        /** @description The first of them. */
        first: number;
        /** @description The last of them. */
        last: number;
      } | null;
      /** @description The balance before it. */
      balanceBefore: number;
      /** @description The balance after it. */
      balanceAfter: number;
    };
    /** @description A charge to be given back, wholly or partly. */
    Refund: {
      /** @description How many of them. Left out: all that is left of the charge. */
      credits?: number;
      /**
       * @description Why; it is kept with the refund.
       * @enum {string}
       */
      reason?: 'failed' | 'quality' | 'duplicate' | 'other';
    };
    /** @description A key that works no more. */
    RevokedKey: {
      /**
       * Format: uuid
       * @description The key.
       */
      id: string;
      /**
       * Format: date-time
       * @description When it was revoked.
       */
      revokedAt: string;
    };
    /** @description What credits cost in money. */
    UnitPrice: {
      /** @description Minor units for 1,000 credits, rounded to the nearest. */
      perThousand: number;
      /** @description The price of one credit as a decimal text, in whole units of the currency. */
      perCredit: string;
    };
    /** @description What credits were used for. */
    Usage: {
      /**
       * Format: uuid
       * @description The account.
       */
      account: string;
      /**
       * @description What it is added up by.
       * @enum {string}
       */
      by: 'feature' | 'model' | 'project' | 'member' | 'day';
      /** @description IANA zone of the days. */
      zone: string;
      /** @description First day; null: the current period. */
      from: string | null;
      /** @description Last day; null: the current period. */
      to: string | null;
      /** @description The current period; null where days were named. */
      period: {
        /**
         * Format: date-time
         * @description When it began.
         */
        start: string;
        /**
         * Format: date-time
         * @description When it ends.
         */
        end: string;
      } | null;
      /** @description Most used first, days in order: at most 1,000. */
      items: {
        /** @description Feature, model, project, member or day; null: of none. */
        key: string | null;
        /** @description What was used, less what was given back of the same period's charges. */
        credits: number;
        /** @description What was given back of earlier periods' charges: it does not make less used. */
        refundedEarlier: number;
        /** @description How many generations were charged, or were free. */
        generations: number;
      }[];
      /** @description What is beyond the first 1,000, in all; null: nothing. */
      others: {
        /** @description What was used, less what was given back of the same period's charges. */
        credits: number;
        /** @description What was given back of earlier periods' charges: it does not make less used. */
        refundedEarlier: number;
        /** @description How many generations were charged, or were free. */
        generations: number;
      } | null;
      /** @description All of it, others included. */
      total: {
        /** @description What was used, less what was given back of the same period's charges. */
        credits: number;
        /** @description What was given back of earlier periods' charges: it does not make less used. */
        refundedEarlier: number;
        /** @description How many generations were charged, or were free. */
        generations: number;
      };
    };
    /** @description An empty object. */
    Void: Record<string, never>;
    /** @description A way to buy credits. */
    WayToBuy: {
      /**
       * @description What is bought.
       * @enum {string}
       */
      kind: 'list' | 'plan' | 'addOn' | 'pack' | 'packVolume' | 'packOfPlan';
      /** @description Its name. */
      name: string;
      /** @description Length of a plan's period; null: it is no plan. */
      months: number | null;
      /** @description How many packs at least; null: any number. */
      count: number | null;
      /** @description Only on this plan; null: on any. */
      plan: string | null;
      price: components['schemas']['UnitPrice'];
    };
  };
  responses: {
    /** @description No valid API key (`unauthenticated`). */
    unauthenticated: {
      headers: {
        'WWW-Authenticate': components['headers']['WWW-Authenticate'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:meterbook:problem:unauthenticated",
         *       "title": "No valid API key",
         *       "status": 401,
         *       "code": "unauthenticated"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @constant */
          status?: 401;
          /** @enum {unknown} */
          code?: 'unauthenticated';
        };
      };
    };
    /** @description Not allowed (`forbidden`). */
    forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:meterbook:problem:forbidden",
         *       "title": "Not allowed",
         *       "status": 403,
         *       "code": "forbidden"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @constant */
          status?: 403;
          /** @enum {unknown} */
          code?: 'forbidden';
        };
      };
    };
    /** @description Not found (`not_found`). */
    not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:meterbook:problem:not_found",
         *       "title": "Not found",
         *       "status": 404,
         *       "code": "not_found"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @constant */
          status?: 404;
          /** @enum {unknown} */
          code?: 'not_found';
        };
      };
    };
    /** @description Method not allowed (`method_not_allowed`). */
    method_not_allowed: {
      headers: {
        Allow: components['headers']['Allow'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:meterbook:problem:method_not_allowed",
         *       "title": "Method not allowed",
         *       "status": 405,
         *       "code": "method_not_allowed"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @constant */
          status?: 405;
          /** @enum {unknown} */
          code?: 'method_not_allowed';
        };
      };
    };
    /** @description Too many requests (`too_many_requests`). */
    too_many_requests: {
      headers: {
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:meterbook:problem:too_many_requests",
         *       "title": "Too many requests",
         *       "status": 429,
         *       "code": "too_many_requests"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @constant */
          status?: 429;
          /** @enum {unknown} */
          code?: 'too_many_requests';
        };
      };
    };
    /** @description Something went wrong here (`internal`). */
    internal: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:meterbook:problem:internal",
         *       "title": "Something went wrong here",
         *       "status": 500,
         *       "code": "internal"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @constant */
          status?: 500;
          /** @enum {unknown} */
          code?: 'internal';
        };
      };
    };
    /** @description Not available just now (`unavailable`). */
    unavailable: {
      headers: {
        'Retry-After': components['headers']['Retry-After'];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:meterbook:problem:unavailable",
         *       "title": "Not available just now",
         *       "status": 503,
         *       "code": "unavailable"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @constant */
          status?: 503;
          /** @enum {unknown} */
          code?: 'unavailable';
        };
      };
    };
    /** @description The request is too large (`payload_too_large`). */
    payload_too_large: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:meterbook:problem:payload_too_large",
         *       "title": "The request is too large",
         *       "status": 413,
         *       "code": "payload_too_large"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @constant */
          status?: 413;
          /** @enum {unknown} */
          code?: 'payload_too_large';
        };
      };
    };
    /** @description Send JSON (`unsupported_media_type`). */
    unsupported_media_type: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:meterbook:problem:unsupported_media_type",
         *       "title": "Send JSON",
         *       "status": 415,
         *       "code": "unsupported_media_type"
         *     }
         */
        'application/problem+json': components['schemas']['Problem'] & {
          /** @constant */
          status?: 415;
          /** @enum {unknown} */
          code?: 'unsupported_media_type';
        };
      };
    };
  };
  parameters: {
    /**
     * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
     * @example render-20260315-0042
     */
    IdempotencyKey: string;
  };
  requestBodies: never;
  headers: {
    /** @description Present where this is the stored answer of an earlier request with the same key. */
    'Idempotent-Replayed': 'true';
    /** @description In how many seconds to repeat the request. */
    'Retry-After': string;
    /** @description How to say who you are. */
    'WWW-Authenticate': string;
    /** @description The methods that are taken here. */
    Allow: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  createQuotes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "account": "ext:customer-42",
         *       "items": [
         *         {
         *           "feature": "ai-ads",
         *           "quantity": 3
         *         },
         *         {
         *           "feature": "genai-image",
         *           "model": "flux-1-1",
         *           "quantity": 2
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['NewQuotes'];
      };
    };
    responses: {
      /** @description The prices. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Quotes'];
        };
      };
      /** @description The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:invalid_request",
           *       "title": "The request is not valid",
           *       "status": 400,
           *       "code": "invalid_request"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The option is not valid (`invalid_option`). The quantity is not valid (`invalid_quantity`). A model is needed (`model_required`). Unknown feature (`unknown_feature`). Unknown model (`unknown_model`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:invalid_option",
           *       "title": "The option is not valid",
           *       "status": 422,
           *       "code": "invalid_option"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'invalid_option' | 'invalid_quantity' | 'model_required' | 'unknown_feature' | 'unknown_model';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  createGeneration: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "account": "ext:customer-42",
         *       "feature": "ai-ads",
         *       "quantity": 3,
         *       "project": "spring-launch",
         *       "member": "mara"
         *     }
         */
        'application/json': components['schemas']['NewGeneration'] | components['schemas']['NewQuotedGeneration'];
      };
    };
    responses: {
      /** @description What was charged or is held, with its receipt. */
      201: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Generation'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      /** @description The credits are locked (`credits_locked`). Not enough credits (`insufficient_credits`). */
      402: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:credits_locked",
           *       "title": "The credits are locked",
           *       "status": 402,
           *       "code": "credits_locked"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 402;
            /** @enum {unknown} */
            code?: 'credits_locked' | 'insufficient_credits';
          };
        };
      };
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      /** @description A limit is reached (`cap_reached`). Too many open holds (`too_many_holds`). */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:cap_reached",
           *       "title": "A limit is reached",
           *       "status": 409,
           *       "code": "cap_reached"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 409;
            /** @enum {unknown} */
            code?: 'cap_reached' | 'too_many_holds';
          };
        };
      };
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). The option is not valid (`invalid_option`). The quantity is not valid (`invalid_quantity`). A model is needed (`model_required`). The quote has lapsed (`quote_lapsed`). The quote is not valid (`quote_not_valid`). Unknown feature (`unknown_feature`). Unknown generation (`unknown_generation`). Unknown model (`unknown_model`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?:
              | 'idempotency_key_reused'
              | 'invalid_option'
              | 'invalid_quantity'
              | 'model_required'
              | 'quote_lapsed'
              | 'quote_not_valid'
              | 'unknown_feature'
              | 'unknown_generation'
              | 'unknown_model';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  createGenerationBatch: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description At most 1024 KiB. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "items": [
         *         {
         *           "idempotencyKey": "night-run-0001",
         *           "account": "ext:customer-42",
         *           "feature": "ai-ads",
         *           "quantity": 3
         *         },
         *         {
         *           "idempotencyKey": "night-run-0002",
         *           "account": "ext:customer-42",
         *           "feature": "mirage-script"
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['GenerationBatch'];
      };
    };
    responses: {
      /** @description What became of each item. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchAnswer'];
        };
      };
      /** @description The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:invalid_request",
           *       "title": "The request is not valid",
           *       "status": 400,
           *       "code": "invalid_request"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  getGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
        /**
         * @description The id of a generation, as it was answered when it was made.
         * @example 0199c0de-5a1e-7000-8000-000000000042
         */
        generation: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The receipt. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Receipt'];
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  captureGeneration: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
        /**
         * @description The id of a generation, as it was answered when it was made.
         * @example 0199c0de-5a1e-7000-8000-000000000042
         */
        generation: string;
      };
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "quantity": 2
         *     }
         */
        'application/json': components['schemas']['Capture'];
      };
    };
    responses: {
      /** @description What was charged. */
      200: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GenerationStep'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      /** @description The credits are locked (`credits_locked`). Not enough credits (`insufficient_credits`). */
      402: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:credits_locked",
           *       "title": "The credits are locked",
           *       "status": 402,
           *       "code": "credits_locked"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 402;
            /** @enum {unknown} */
            code?: 'credits_locked' | 'insufficient_credits';
          };
        };
      };
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      /** @description A limit is reached (`cap_reached`). The hold is not open (`hold_not_open`). */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:cap_reached",
           *       "title": "A limit is reached",
           *       "status": 409,
           *       "code": "cap_reached"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 409;
            /** @enum {unknown} */
            code?: 'cap_reached' | 'hold_not_open';
          };
        };
      };
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). The option is not valid (`invalid_option`). The quantity is not valid (`invalid_quantity`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'idempotency_key_reused' | 'invalid_option' | 'invalid_quantity';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  voidGeneration: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
        /**
         * @description The id of a generation, as it was answered when it was made.
         * @example 0199c0de-5a1e-7000-8000-000000000042
         */
        generation: string;
      };
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /** @example {} */
        'application/json': components['schemas']['Void'];
      };
    };
    responses: {
      /** @description What came back. */
      200: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GenerationStep'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      /** @description The hold is not open (`hold_not_open`). */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:hold_not_open",
           *       "title": "The hold is not open",
           *       "status": 409,
           *       "code": "hold_not_open"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 409;
            /** @enum {unknown} */
            code?: 'hold_not_open';
          };
        };
      };
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'idempotency_key_reused';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  refundGeneration: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
        /**
         * @description The id of a generation, as it was answered when it was made.
         * @example 0199c0de-5a1e-7000-8000-000000000042
         */
        generation: string;
      };
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "credits": 1,
         *       "reason": "failed"
         *     }
         */
        'application/json': components['schemas']['Refund'];
      };
    };
    responses: {
      /** @description What came back. */
      200: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GenerationStep'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      /** @description Nothing is left to refund (`nothing_to_refund`). */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:nothing_to_refund",
           *       "title": "Nothing is left to refund",
           *       "status": 409,
           *       "code": "nothing_to_refund"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 409;
            /** @enum {unknown} */
            code?: 'nothing_to_refund';
          };
        };
      };
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'idempotency_key_reused';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  markOutcome: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
        /**
         * @description The id of a generation, as it was answered when it was made.
         * @example 0199c0de-5a1e-7000-8000-000000000042
         */
        generation: string;
      };
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "outcome": "kept"
         *     }
         */
        'application/json': components['schemas']['NewOutcome'];
      };
    };
    responses: {
      /** @description What was said. */
      200: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Outcome'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      /** @description This change is not possible now (`change_not_possible`). */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:change_not_possible",
           *       "title": "This change is not possible now",
           *       "status": 409,
           *       "code": "change_not_possible"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 409;
            /** @enum {unknown} */
            code?: 'change_not_possible';
          };
        };
      };
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'idempotency_key_reused';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  createAccount: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "externalId": "customer-42",
         *       "name": "Mara Meyer",
         *       "zone": "Europe/Berlin",
         *       "locale": "de-DE",
         *       "plan": "max",
         *       "balance": {
         *         "credits": 350,
         *         "expiresAt": "2027-01-01T00:00:00Z",
         *         "paidMinor": 0
         *       }
         *     }
         */
        'application/json': components['schemas']['NewAccount'];
      };
    };
    responses: {
      /** @description The account. */
      201: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      /** @description The external id is taken (`external_id_taken`). */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:external_id_taken",
           *       "title": "The external id is taken",
           *       "status": 409,
           *       "code": "external_id_taken"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 409;
            /** @enum {unknown} */
            code?: 'external_id_taken';
          };
        };
      };
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). The quantity is not valid (`invalid_quantity`). The time is not valid (`invalid_time`). Unknown plan (`unknown_plan`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'idempotency_key_reused' | 'invalid_quantity' | 'invalid_time' | 'unknown_plan';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  listGrants: {
    parameters: {
      query?: {
        /** @description 1: closed grants too, newest first, page by page. */
        all?: '1';
        /** @description Grants before this one: a page's "next". */
        before?: string;
        /** @description How many a page has at most; 50 if left out. */
        limit?: string;
      };
      header?: never;
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The grants. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GrantPage'];
        };
      };
      /** @description The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:invalid_request",
           *       "title": "The request is not valid",
           *       "status": 400,
           *       "code": "invalid_request"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  createGrant: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
      };
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "credits": 25,
         *       "source": "goodwill"
         *     }
         */
        'application/json': components['schemas']['NewGrant'];
      };
    };
    responses: {
      /** @description What was given, or promised for later. */
      201: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GivenGrant'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      /** @description This change is not possible now (`change_not_possible`). */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:change_not_possible",
           *       "title": "This change is not possible now",
           *       "status": 409,
           *       "code": "change_not_possible"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 409;
            /** @enum {unknown} */
            code?: 'change_not_possible';
          };
        };
      };
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). The amount is not valid (`invalid_amount`). The time is not valid (`invalid_time`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'idempotency_key_reused' | 'invalid_amount' | 'invalid_time';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  createPortalLink: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
      };
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "person": {
         *         "externalId": "user-7",
         *         "name": "Mara Meyer",
         *         "role": "owner"
         *       },
         *       "path": "/usage"
         *     }
         */
        'application/json': components['schemas']['NewPortalLink'];
      };
    };
    responses: {
      /** @description The link. */
      201: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PortalLink'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      /** @description This was shown once (`shown_once`). */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:shown_once",
           *       "title": "This was shown once",
           *       "status": 409,
           *       "code": "shown_once"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 409;
            /** @enum {unknown} */
            code?: 'shown_once';
          };
        };
      };
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'idempotency_key_reused';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  getAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The account. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  getBalance: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The balance. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Balance'];
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  getMeter: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The meter. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Meter'];
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  listEntries: {
    parameters: {
      query?: {
        /** @description Only entries of this kind. */
        kind?: 'grant' | 'debit' | 'free' | 'hold' | 'capture' | 'void' | 'refund' | 'expire' | 'revoke' | 'reissue';
        /** @description Only entries of this feature. */
        feature?: string;
        /** @description Only entries of this model. */
        model?: string;
        /** @description Only entries of this project's generations. */
        project?: string;
        /** @description From this day on, in the account's zone. */
        from?: string;
        /** @description Up to this day, itself included, in the account's zone. */
        to?: string;
        /** @description Entries before this number, newest first: the "next" of a page. */
        before?: string;
        /** @description Entries after this number, oldest first: for reading what is new. */
        after?: string;
        /** @description How many a page has at most; 50 if left out. */
        limit?: string;
      };
      header?: never;
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of entries. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntryPage'];
        };
      };
      /** @description The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:invalid_request",
           *       "title": "The request is not valid",
           *       "status": 400,
           *       "code": "invalid_request"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  getUsage: {
    parameters: {
      query: {
        /** @description What the credits are added up by. */
        by: 'feature' | 'model' | 'project' | 'member' | 'day';
        /** @description First day, in the account's zone. Left out: the current period. */
        from?: string;
        /** @description Last day, itself included: at most 366 days with it. */
        to?: string;
      };
      header?: never;
      path: {
        /**
         * @description An account: our id, or `ext:` and your own id for it (`ext:customer-42`).
         * @example ext:customer-42
         */
        account: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The sums. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Usage'];
        };
      };
      /** @description The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:invalid_request",
           *       "title": "The request is not valid",
           *       "status": 400,
           *       "code": "invalid_request"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  getCatalog: {
    parameters: {
      query?: {
        /** @description The number of a version. Left out: the one that holds now. */
        version?: string;
      };
      header?: never;
      path: {
        /**
         * @description The id of a catalog.
         * @example captions
         */
        catalog: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The catalog. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Catalog'];
        };
      };
      /** @description The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:invalid_request",
           *       "title": "The request is not valid",
           *       "status": 400,
           *       "code": "invalid_request"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  listKeys: {
    parameters: {
      query?: {
        /** @description Keys made before this one: the "next" of a page. */
        before?: string;
        /** @description How many a page has at most; 50 if left out. */
        limit?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of keys, without their texts. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['KeyPage'];
        };
      };
      /** @description The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:invalid_request",
           *       "title": "The request is not valid",
           *       "status": 400,
           *       "code": "invalid_request"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  createKey: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path?: never;
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Reporting",
         *       "scopes": [
         *         "accounts:read"
         *       ]
         *     }
         */
        'application/json': components['schemas']['NewKey'];
      };
    };
    responses: {
      /** @description The key with its text. */
      201: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedKey'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      /** @description This was shown once (`shown_once`). */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:shown_once",
           *       "title": "This was shown once",
           *       "status": 409,
           *       "code": "shown_once"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 409;
            /** @enum {unknown} */
            code?: 'shown_once';
          };
        };
      };
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). The time is not valid (`invalid_time`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'idempotency_key_reused' | 'invalid_time';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  rotateKey: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path: {
        /**
         * @description The id of an API key, not its text.
         * @example 0199c0de-5a1e-7000-8000-000000000007
         */
        key: string;
      };
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /** @example {} */
        'application/json': components['schemas']['KeyRotation'];
      };
    };
    responses: {
      /** @description The new key with its text. */
      201: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedKey'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      /** @description This change is not possible now (`change_not_possible`). This was shown once (`shown_once`). */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:change_not_possible",
           *       "title": "This change is not possible now",
           *       "status": 409,
           *       "code": "change_not_possible"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 409;
            /** @enum {unknown} */
            code?: 'change_not_possible' | 'shown_once';
          };
        };
      };
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'idempotency_key_reused';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
  revokeKey: {
    parameters: {
      query?: never;
      header: {
        /**
         * @description Your name for this change, new for each: 1 to 255 printable ASCII characters without spaces. It belongs to the key's owner and names the change for ever. The same key with the same body gives the first answer again; with another body it is refused.
         * @example render-20260315-0042
         */
        'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      path: {
        /**
         * @description The id of an API key, not its text.
         * @example 0199c0de-5a1e-7000-8000-000000000007
         */
        key: string;
      };
      cookie?: never;
    };
    /** @description At most 64 KiB. */
    requestBody: {
      content: {
        /** @example {} */
        'application/json': Record<string, never>;
      };
    };
    responses: {
      /** @description Since when it works no more. */
      200: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevokedKey'];
        };
      };
      /** @description An Idempotency-Key is needed (`idempotency_key_missing`). The request is not valid (`invalid_request`). */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_missing",
           *       "title": "An Idempotency-Key is needed",
           *       "status": 400,
           *       "code": "idempotency_key_missing"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 400;
            /** @enum {unknown} */
            code?: 'idempotency_key_missing' | 'invalid_request';
          };
        };
      };
      401: components['responses']['unauthenticated'];
      403: components['responses']['forbidden'];
      404: components['responses']['not_found'];
      405: components['responses']['method_not_allowed'];
      413: components['responses']['payload_too_large'];
      415: components['responses']['unsupported_media_type'];
      /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "type": "urn:meterbook:problem:idempotency_key_reused",
           *       "title": "The Idempotency-Key was used for another request",
           *       "status": 422,
           *       "code": "idempotency_key_reused"
           *     }
           */
          'application/problem+json': components['schemas']['Problem'] & {
            /** @constant */
            status?: 422;
            /** @enum {unknown} */
            code?: 'idempotency_key_reused';
          };
        };
      };
      429: components['responses']['too_many_requests'];
      500: components['responses']['internal'];
      503: components['responses']['unavailable'];
    };
  };
}
