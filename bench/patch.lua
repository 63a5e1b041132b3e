-- patch.lua ID COUNT - PATCH of the value of random Properties among COUNT in the submodel ID (base64url).
local path, count = '', 0
function init(args)
  path, count = '/api/v3/submodels/' .. args[1] .. '/submodel-elements/Property', tonumber(args[2])
  math.randomseed(7)
end
function request()
  local url = path .. string.format('%04d', math.random(0, count - 1)) .. '/$value'
  return wrk.format('PATCH', url, {['Content-Type'] = 'application/json'}, '"' .. math.random(1, 99999) .. '.5"')
end
