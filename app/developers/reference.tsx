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
  const [isThere, setThere] = useState(false);

  useEffect(() => {
    let left = false;
    // Larger than all of our pages: it comes after the words above it.
    void import('swagger-ui-dist/swagger-ui-es-bundle.js').then(({ default: SwaggerUI }) => {
      if (left || !place.current) return;
      SwaggerUI({
        domNode: place.current,
        url: '/api/openapi.json',
        // Nobody outside is asked whether the document is valid.
        validatorUrl: null,
        deepLinking: true,
        defaultModelsExpandDepth: 0,
        docExpansion: 'list',
        displayRequestDuration: true,
        plugins: [operationsOnly],
        layout: 'OperationsOnly',
        onComplete: () => setThere(true),
      });
    });
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
      {!isThere && <p className="text-soft">{message('en', 'developers.coming')}</p>}
      {/* Until it has the document, Swagger UI says that there are no operations. */}
      <div ref={place} hidden={!isThere} className="overflow-x-auto" />
    </>
  );
}
