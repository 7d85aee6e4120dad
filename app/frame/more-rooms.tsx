'use client';

import dynamic from 'next/dynamic';
import { createContext, use } from 'react';
import { RoomDetails } from '@/components/frame/room-details';
import type { RoomMenuProps } from '@/components/frame/room-menu';

/** As in account-switcher.tsx: the menu's code comes after the page, and a plain list of links stands in for it. */
const Current = createContext<RoomMenuProps | null>(null);

const Menu = dynamic(() => import('@/components/frame/room-menu'), {
  ssr: false,
  loading: function StandIn() {
    const props = use(Current);
    return props && <RoomDetails {...props} />;
  },
});

/** "More", the last place of the bottom bar. */
export function MoreRooms(props: RoomMenuProps) {
  return (
    <Current value={props}>
      <Menu {...props} />
    </Current>
  );
}
