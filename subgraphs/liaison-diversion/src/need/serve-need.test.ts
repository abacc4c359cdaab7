import { needsOfLiaisonDiversion } from '@throughcare/test/support/liaison-diversion'
import { servesNeeds } from '@throughcare/test/support/unmet-needs'

const told = { event: 'liaison-diversion.need-served', payload: { facilityId: 'LAN3', needCode: 'housing' } }

describe('serveNeed', () => servesNeeds(needsOfLiaisonDiversion, told))
