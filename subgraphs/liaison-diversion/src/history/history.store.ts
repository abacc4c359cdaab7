import { openEpisodeHistory } from '@throughcare/kit/episode-history'
import { episodeChange } from '../../db/tables.ts'

export const history = openEpisodeHistory(episodeChange)
