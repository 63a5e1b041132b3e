-- SPDX-License-Identifier: Apache-2.0
-- history.lua - for wrk: reads a document at random dates. Arguments: its path, the first and the last second (since 1970) to ask for.
local path, first, last

function init(arguments)
   path, first, last = arguments[1], tonumber(arguments[2]), tonumber(arguments[3])
   math.randomseed(1)
end

function request()
   local at = first + math.random() * (last - first)
   local whole = math.floor(at)
   local date = os.date("!%Y-%m-%dT%H:%M:%S", whole) .. string.format(".%03dZ", math.floor((at - whole) * 1000))
   return wrk.format("GET", path .. "/$history?date=" .. date)
end
