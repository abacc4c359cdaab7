import { room } from '@throughcare/liaison-diversion'
import { keepsOnwardReferrals } from '@throughcare/test/support/unmet-needs'

const episode = { facility_id: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', received_at: '2026-06-01' }

describe('what referrals tells', () => keepsOnwardReferrals({ room, service: 'LIAISON_DIVERSION', episode }))
