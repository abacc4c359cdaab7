/** Sharing with the sister service without consent, to be written down. */
export function override(identityRecordId: string, changes: object = {}) {
  return {
    identityRecordId,
    purpose: 'SHARE_SISTER_SERVICE',
    recipient: 'RECONNECT Lancashire',
    ground: 'SAFEGUARDING',
    condition: 'SAFEGUARDING_AT_RISK',
    reason: 'A child of the household is at risk.',
    until: new Date(Date.now() + 86_400_000).toISOString(),
    ...changes
  }
}
