-- Sends prepared, signed deliveries, each once; every line of the file is a signature, a tab and a body.
local threads = 0

function setup(thread)
  thread:set("index", threads)
  threads = threads + 1
end

function init(arguments)
  local file, of = arguments[1], tonumber(arguments[2])
  requests, position = {}, 0
  local line = 0
  for text in io.lines(file) do
    if line % of == index then
      local tab = text:find("\t", 1, true)
      requests[#requests + 1] = wrk.format("POST", "/webhook/meta", {
        ["Content-Type"] = "application/json",
        ["X-Hub-Signature-256"] = text:sub(1, tab - 1),
      }, text:sub(tab + 1))
    end
    line = line + 1
  end
end

function request()
  position = position % #requests + 1
  return requests[position]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d %d %d\n",
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(95), latency:percentile(99), latency.max))
end
