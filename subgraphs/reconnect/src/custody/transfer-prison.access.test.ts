import { refusesOutsiders } from '@throughcare/test/support/reconnect'

describe('who may move a person to another prison', () => refusesOutsiders({ mutation: 'transferPrison', input: { facilityId: 'KMI' } }))
