/** Where one comes after an order is done: the plan page, which says what was done and names the invoice. */
export function donePath(account: string, type: string, invoice: number | null): string {
  const query = new URLSearchParams({ done: type, ...(invoice !== null && { invoice: String(invoice) }) });
  return `/accounts/${account}/plan?${query.toString()}`;
}

export function invoicePath(account: string, invoice: number): string {
  return `/accounts/${account}/invoices/${invoice}`;
}
