import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { GeistSans } from 'geist/font/sans';
import type { ReactNode } from 'react';
import { message } from '@/lib/messages/message';
import './globals.css';

/** Ids and entry numbers only: not worth holding a page up for. */
const mono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
});

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
  return (
    <html lang="en" className={`${GeistSans.variable} ${mono.variable} font-sans antialiased`}>
      <body>{children}</body>
    </html>
  );
}
