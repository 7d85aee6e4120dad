'use client';

import { Activity, Calculator, CreditCard, FlaskConical, Gauge, Layers, ReceiptText, Search, Tag } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { RoomList } from '@/components/frame/room-list';
import { RoomMenu } from '@/components/frame/room-menu';
import { RoomStatus } from './pending-room';

const icons = {
  usage: Gauge,
  activity: Activity,
  balance: Layers,
  find: Search,
  prices: Tag,
  plan: CreditCard,
  billing: ReceiptText,
  playground: FlaskConical,
  calculator: Calculator,
};

export interface RoomLink {
  href: string;
  label: string;
  icon: keyof typeof icons;
  /** Where pages begin that belong to it besides; absent: it is one page. */
  under?: readonly string[];
}

/**
 * The links of the frame, with the room that one is in marked.
 * @param props.more what the bottom bar calls the rooms that it has no place for
 */
export function Rooms({ rooms, more }: { rooms: readonly RoomLink[]; more: string }) {
  const path = usePathname();
  return (
    <RoomList
      rooms={rooms.map(({ href, label, icon, under = [] }) => {
        const Icon = icons[icon];
        const isCurrent = path === href || under.some((start) => path.startsWith(`${start}/`));
        return { href, label, icon: <Icon size={18} aria-hidden="true" />, isCurrent };
      })}
      mark={(room) => <RoomStatus href={room.href} />}
      more={(others) => <RoomMenu rooms={others} label={more} />}
    />
  );
}
