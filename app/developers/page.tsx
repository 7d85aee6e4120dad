import type { Metadata } from 'next';
import { titled } from '@/app/title';
import { DevelopersGuide } from '@/components/developers/developers-guide';
import { env } from '@/lib/env';
import { message } from '@/lib/messages/message';
import { Reference } from './reference';

export function generateMetadata(): Metadata {
  return { title: titled('developers.title'), description: message('en', 'developers.words') };
}

/** What somebody needs who writes a product's server: how the API works, and every operation of it. */
export default function DevelopersPage() {
  return (
    <DevelopersGuide address={new URL(env.PUBLIC_URL).origin}>
      <Reference />
    </DevelopersGuide>
  );
}
