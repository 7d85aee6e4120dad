/** A hold, the work, and what it really took: as one types it into a shell. docs/api.md prints the same text. */
export const firstSteps = `# Reserve the credits before the work. The answer begins with the generation's id.
GENERATION=$(curl -s "$METERBOOK_URL/api/v1/generations" \\
  -H "Authorization: Bearer $METERBOOK_KEY" -H "Content-Type: application/json" \\
  -H "Idempotency-Key: render-42-hold" \\
  -d '{"account": "ext:customer-42", "feature": "ai-ads", "quantity": 10, "mode": "hold"}' | cut -d '"' -f 4)

if work; then
  # It is done: charge what it really took. The rest is available again.
  curl -s "$METERBOOK_URL/api/v1/accounts/ext:customer-42/generations/$GENERATION/capture" \\
    -H "Authorization: Bearer $METERBOOK_KEY" -H "Content-Type: application/json" \\
    -H "Idempotency-Key: render-42-capture" -d '{"quantity": 8}'
else
  # It failed: give everything back.
  curl -s "$METERBOOK_URL/api/v1/accounts/ext:customer-42/generations/$GENERATION/void" \\
    -H "Authorization: Bearer $METERBOOK_KEY" -H "Content-Type: application/json" \\
    -H "Idempotency-Key: render-42-void" -d '{}'
fi`;

/**
 * The same after the two lines that it needs to know where and who.
 * @param address where this Meterbook is reached
 */
export function firstStepsAt(address: string): string {
  return `export METERBOOK_URL=${address}\nexport METERBOOK_KEY=mb_live_…\n\n${firstSteps}`;
}
