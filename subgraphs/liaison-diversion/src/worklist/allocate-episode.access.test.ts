import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

describe('who may give an episode to somebody', () => refusesOutsiders({ mutation: 'allocateEpisode', input: { worker: 'sam' } }))
