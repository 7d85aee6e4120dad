import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import { message } from '@/lib/messages/message';
import './globals.css';

/** What nearly all that is written here needs of Geist; globals.css names the other parts. */
const GEIST_LATIN = new URL('@fontsource-variable/geist/files/geist-latin-wght-normal.woff2', import.meta.url).href;

/** Every page is rendered for its request: balances are never kept, and each answer carries its own nonce. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: message('en', 'app.name') };

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f7f5' },
    { media: '(prefers-color-scheme: dark)', color: '#101113' },
  ],
  colorScheme: 'light dark',
};

export default function RootLayout({ children }: { children: ReactNode }) {
  preload(GEIST_LATIN, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  return (
    <html lang="en" className="font-sans antialiased">
      <body>{children}</body>
    </html>
  );
}
