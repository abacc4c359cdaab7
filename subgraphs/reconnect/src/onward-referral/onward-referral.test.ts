import { room } from '@throughcare/reconnect'
import { keepsOnwardReferrals } from '@throughcare/test/support/unmet-needs'

const episode = { facility_id: 'PNI', source: 'SELF', referred_at: '2026-06-01' }

describe('what referrals tells', () => keepsOnwardReferrals({ room, service: 'RECONNECT', episode }))
