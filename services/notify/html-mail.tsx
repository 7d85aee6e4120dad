import { renderToStaticMarkup } from 'react-dom/server';
import { languageOf } from '@/lib/messages/message';
import type { MailText } from './mail-text';

const type = { fontFamily: 'system-ui, sans-serif', fontSize: '15px', lineHeight: '1.5' };

/** The mail as HTML: plain, without pictures, and with nothing that calls anywhere. React escapes what is filled in. */
export function htmlMail(mail: MailText): string {
  return `<!doctype html>${renderToStaticMarkup(<MailPage {...mail} />)}`;
}

function MailPage({ locale, subject, before, rows, after, link, footer }: MailText) {
  return (
    <html lang={languageOf(locale)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{subject}</title>
      </head>
      <body style={{ ...type, margin: '0 auto', maxWidth: '36em', padding: '24px' }}>
        <Paragraphs of={before} />
        {rows.length > 0 && <Rows rows={rows} />}
        <Paragraphs of={after} />
        <p>
          <a href={link.url}>{link.label}</a>
        </p>
        <hr style={{ border: 0, borderTop: '1px solid #ccc', margin: '24px 0 12px' }} />
        <p style={{ fontSize: '13px', overflowWrap: 'anywhere' }}>{footer}</p>
      </body>
    </html>
  );
}

function Paragraphs({ of }: { of: readonly string[] }) {
  return of.map((words, index) => <p key={index}>{words}</p>);
}

function Rows({ rows }: { rows: MailText['rows'] }) {
  const cell = { padding: '6px 0', borderTop: '1px solid #ccc', verticalAlign: 'baseline' };
  return (
    <table style={{ ...type, borderCollapse: 'collapse', width: '100%' }}>
      <tbody>
        {rows.map(({ label, amount, isTotal }, index) => (
          <tr key={index} style={{ fontWeight: isTotal ? 600 : 400 }}>
            <th scope="row" style={{ ...cell, fontWeight: 'inherit', textAlign: 'start', overflowWrap: 'anywhere' }}>
              {label}
            </th>
            <td style={{ ...cell, paddingInlineStart: '16px', textAlign: 'end', whiteSpace: 'nowrap' }}>{amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
