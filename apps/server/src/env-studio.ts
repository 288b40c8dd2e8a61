import { secret, webAddress } from '@holdfast/kernel/env'
import { z } from 'zod'

/** Where files are kept, and what the studio makes of them with. */
export const studioVariables = {
  FILES_BUCKET: {
    schema: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
    purpose:
      'Keeps files in a bucket that speaks S3; several processes need one. The data folder else.',
    optional: true,
    example: 'holdfast-files',
  },
  FILES_REGION: {
    schema: z.string().min(1),
    purpose: 'The region of that bucket.',
    default: 'us-east-1',
  },
  FILES_ENDPOINT: {
    schema: webAddress(),
    purpose: 'Where that bucket is, for services that are not Amazon’s.',
    optional: true,
    example: 'https://s3.example.com',
  },
  FILES_ACCESS_KEY_ID: {
    schema: z.string().min(1),
    purpose: 'Who may write to that bucket, with the key below.',
    optional: true,
  },
  FILES_SECRET_ACCESS_KEY: {
    schema: secret(),
    purpose: 'The secret of that access key.',
    optional: true,
  },
  FFMPEG_PATH: {
    schema: z.string().min(1),
    purpose: 'An ffmpeg of the system, which production should have; npm brings one of 2018.',
    optional: true,
    example: '/usr/bin/ffmpeg',
  },
  FFPROBE_PATH: {
    schema: z.string().min(1),
    purpose: 'The ffprobe beside it.',
    optional: true,
    example: '/usr/bin/ffprobe',
  },
  STUDIO_WORK_DIR: {
    schema: z.string().min(1),
    purpose: 'A folder on a quick disk where videos grow; below the data folder unless told.',
    optional: true,
    example: '/var/tmp/holdfast',
  },
  OPENAI_IMAGES_URL: {
    schema: webAddress(),
    purpose: 'Offers avatars by an AI model: an API that speaks like OpenAI’s, up to /v1.',
    optional: true,
    example: 'https://api.openai.com/v1',
  },
  OPENAI_IMAGES_KEY: {
    schema: secret(),
    purpose: 'The key of that API.',
    optional: true,
  },
  OPENAI_IMAGES_MODEL: {
    schema: z.string().min(1).max(100),
    purpose: 'Which model of it draws.',
    default: 'gpt-image-1',
  },
} as const
