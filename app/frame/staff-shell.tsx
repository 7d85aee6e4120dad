import type { ReactNode } from 'react';
import { AccountTag } from '@/components/frame/account-tag';
import { Shell } from '@/components/frame/shell';
import { message } from '@/lib/messages/message';
import { Rooms, type RoomLink } from './rooms';
import { SignOut } from './sign-out';

interface Props {
  /** The person at work, or the account that is looked at. */
  tag: { name: string; product: string };
  note: string;
  rooms?: readonly RoomLink[];
  foot?: ReactNode;
  strips?: ReactNode;
  children: ReactNode;
}

/** The frame of staff pages, in a hue of its own. */
export function StaffShell({ tag, note, rooms = [], children, ...rest }: Props) {
  return (
    <Shell
      locale="en"
      home="/support"
      account={
        <div className="lg:px-2">
          <AccountTag {...tag} />
        </div>
      }
      rooms={
        <Rooms
          rooms={[{ href: '/support', label: message('en', 'room.find'), icon: 'find' }, ...rooms]}
          more={message('en', 'room.more')}
        />
      }
      signOut={<SignOut locale="en" />}
      staffNote={note}
      {...rest}
    >
      {children}
    </Shell>
  );
}
