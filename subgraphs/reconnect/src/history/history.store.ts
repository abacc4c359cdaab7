import { openEpisodeHistory } from '@throughcare/kit/episode-history'
import { episodeChange } from '../../db/tables/parts.ts'

export const history = openEpisodeHistory(episodeChange)
