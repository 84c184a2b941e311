import type { Answer, Job, Results } from "./jobs.ts";
import { labRuns } from "./lab.ts";
import { survey, walk, wholeSharpness } from "./workshop.ts";

addEventListener("message", ({ data }: MessageEvent<{ id: number; job: Job }>) => {
  const { id, job } = data;
  const say = (answer: Answer): void => {
    postMessage(answer);
  };
  perform(job, (news) => {
    say({ id, news });
  }).then(
    (done) => {
      say({ id, done });
    },
    (error: unknown) => {
      say({ id, failed: error instanceof Error ? error.message : String(error) });
    },
  );
});

async function perform(
  job: Job,
  tell: (news: Extract<Answer, { news: unknown }>["news"]) => void,
): Promise<Results[Job["kind"]]> {
  switch (job.kind) {
    case "survey":
      return survey(job);
    case "walk":
      return walk(job);
    case "sharpness":
      return wholeSharpness(job);
    case "lab":
      for await (const news of labRuns(job)) tell(news);
      return null;
  }
}
