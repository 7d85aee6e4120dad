/** A hold, the work, and what it really took: as one types it into a shell. `$METERBOOK_KEY` holds the key. */
export function firstSteps(address: string): string {
  return `export METERBOOK_KEY=mb_live_…

# 1. Reserve the credits before the work.
curl ${address}/api/v1/generations \\
  -H "Authorization: Bearer $METERBOOK_KEY" -H "Content-Type: application/json" \\
  -H "Idempotency-Key: render-42-hold" \\
  -d '{"account": "ext:customer-42", "feature": "ai-ads", "quantity": 10, "mode": "hold"}'

# 2. The work is done: charge what it really took. The rest is available again.
curl ${address}/api/v1/accounts/ext:customer-42/generations/$GENERATION/capture \\
  -H "Authorization: Bearer $METERBOOK_KEY" -H "Content-Type: application/json" \\
  -H "Idempotency-Key: render-42-capture" \\
  -d '{"quantity": 8}'

# Or it failed: give everything back.
curl ${address}/api/v1/accounts/ext:customer-42/generations/$GENERATION/void \\
  -H "Authorization: Bearer $METERBOOK_KEY" -H "Content-Type: application/json" \\
  -H "Idempotency-Key: render-42-void" -d '{}'`;
}
