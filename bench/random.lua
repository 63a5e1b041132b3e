-- random.lua COUNT SEED [PATH] - GET of random submodels among COUNT (ids as bench/common.py makes them); with PATH all requests are for that
-- one file, so that the reference costs the client the same. The requests are made before the clock starts.
local alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
local function encode(text)
  local out = {}
  for i = 1, #text, 3 do
    local a, b, c = text:byte(i, i + 2)
    local bits = a * 65536 + (b or 0) * 256 + (c or 0)
    local digits = c and 4 or b and 3 or 2
    for k = 1, digits do
      local digit = math.floor(bits / 64 ^ (4 - k)) % 64
      out[#out + 1] = alphabet:sub(digit + 1, digit + 1)
    end
  end
  return table.concat(out)
end
local requests, at = {}, 0
function init(args)
  local count = tonumber(args[1])
  math.randomseed(tonumber(args[2] or '1'))
  for i = 1, 300000 do
    local id = string.format('https://example.com/ids/sm/%08d', math.random(0, count - 1))
    requests[i] = wrk.format('GET', args[3] or '/api/v3/submodels/' .. encode(id))
  end
end
function request()
  at = at % #requests + 1
  return requests[at]
end
