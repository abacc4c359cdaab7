import { refusesOutsiders, startWithNeed, tellReferral } from '@throughcare/test/support/reconnect'

describe('who may say which need a referral serves', () =>
  refusesOutsiders({
    mutation: 'serveReconnectNeed',
    begin: async (room) => {
      const episode = await startWithNeed(room, { consent: true })
      return { ...episode, input: { needId: episode.needId, onwardReferralId: await tellReferral(room, episode, 'debt-benefits') } }
    }
  }))
