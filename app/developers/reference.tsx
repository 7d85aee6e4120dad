'use client';

import { useEffect, useRef, useState } from 'react';
import { message } from '@/lib/messages/message';
import type { SwaggerPlugin } from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';

/** Its usual layout says again what our own words say, and takes itself for the whole page. */
const operationsOnly: SwaggerPlugin = ({ React }) => ({
  components: {
    OperationsOnly: ({ getComponent }) =>
      React.createElement(
        'div',
        { className: 'swagger-ui' },
        React.createElement(getComponent('SvgAssets')),
        React.createElement(getComponent('errors', true)),
        React.createElement(getComponent('AuthorizeBtnContainer', true)),
        React.createElement(getComponent('operations', true)),
        React.createElement(getComponent('Models', true)),
      ),
  },
});

/** Every operation of the API, from its document: Swagger UI, served by us and asking nobody else. */
export function Reference() {
  const place = useRef<HTMLDivElement>(null);
  const [standing, setStanding] = useState<'coming' | 'there' | 'failed'>('coming');

  useEffect(() => {
    let left = false;
    const show = async () => {
      // Larger than all of our pages: it comes after the words above it.
      const [{ default: SwaggerUI }, spec] = await Promise.all([
        import('swagger-ui-dist/swagger-ui-es-bundle.js'),
        fetchDocument(),
      ]);
      if (left || !place.current) return;
      SwaggerUI({
        domNode: place.current,
        spec,
        // Nobody outside is asked whether the document is valid.
        validatorUrl: null,
        deepLinking: true,
        defaultModelsExpandDepth: 0,
        docExpansion: 'list',
        displayRequestDuration: true,
        plugins: [operationsOnly],
        layout: 'OperationsOnly',
      });
      setStanding('there');
    };
    show().catch(() => setStanding('failed'));
    return () => {
      left = true;
    };
  }, []);

  // Swagger UI knows dark only by a class of the document's.
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
    follow();
    dark.addEventListener('change', follow);
    return () => {
      dark.removeEventListener('change', follow);
      document.documentElement.classList.remove('dark-mode');
    };
  }, []);

  return (
    <>
      {standing === 'coming' && <p className="text-soft">{message('en', 'developers.coming')}</p>}
      {standing === 'failed' && <p className="text-stopped">{message('en', 'developers.failed')}</p>}
      <div ref={place} className="overflow-x-auto" />
    </>
  );
}

/** Fetched here, since without its document Swagger UI says that there are no operations. */
async function fetchDocument(): Promise<object> {
  const response = await fetch('/api/openapi.json');
  if (!response.ok) throw new Error(`the document answered ${response.status}`);
  return (await response.json()) as object;
}
