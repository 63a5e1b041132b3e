-- put.lua COUNT FILE - PUT of random submodels among COUNT; FILE holds one submodel a line, line i is number i - 1.
local requests, at = {}, 0
function init(args)
  math.randomseed(tonumber(args[3] or '1'))
  for line in io.lines(args[2]) do
    local path, body = line:match('^(%S+) (.*)$')
    requests[#requests + 1] = wrk.format('PUT', '/api/v3/submodels/' .. path, {['Content-Type'] = 'application/json'}, body)
  end
end
function request()
  return requests[math.random(#requests)]
end
