import OpenAI from "openai";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "secret" });
const asked = { model: "chains", temperature: 0, max_tokens: 100 };
const messages = [{ role: "user", content: "58 *4 -19" }];
const completed = await client.completions.create({ ...asked, prompt: "58 *4 -19\n\n", logprobs: 0, return_token_ids: true });
const chatted = await client.chat.completions.create({ ...asked, messages, logprobs: true, top_logprobs: 3 });
let streamed = "";
for await (const part of await client.chat.completions.create({ ...asked, messages, stream: true })) {
  streamed += part.choices[0]?.delta?.content ?? "";
}
const biased = await client.completions.create({ ...asked, max_tokens: 3, prompt: "58", logit_bias: { 55: 100 } });
const fault = await client.completions.create({ ...asked, prompt: "1", temprature: 0 }).catch((error) => error);
console.log(JSON.stringify({
  completed: completed.choices[0].text,
  ids: completed.choices[0].token_ids,
  logProbs: completed.choices[0].logprobs.token_logprobs,
  tokens: completed.usage.completion_tokens,
  chatted: chatted.choices[0].message.content,
  alternatives: chatted.choices[0].logprobs.content[0].top_logprobs.length,
  streamed,
  biased: biased.choices[0].text,
  status: fault.status,
  field: fault.param,
}));
