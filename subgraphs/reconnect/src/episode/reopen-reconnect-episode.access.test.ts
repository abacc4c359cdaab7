import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { refusesOutsiders, startClosed } from '@throughcare/test/support/reconnect'

const begin = (reconnect: EpisodeRoom) => startClosed(reconnect, { consent: true })

describe('who may open an episode again', () => refusesOutsiders({ mutation: 'reopenReconnectEpisode', input: { reason: 'They came back.' }, begin }))
