using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>
/// What an answer has used. There, what is read from a cache or written to it does not count among the input tokens; in chats it does. A stream tells its
/// usage twice: what the prompt took at its beginning, the rest at its end, where it may repeat the first.
/// </summary>
internal sealed class MessageUsage
{
    private int? _input, _output;
    private int _cacheRead, _cacheWritten;

    public bool IsKnown => _input is not null && _output is not null;

    /// <summary>Takes a usage object; what it does not say stays as it was.</summary>
    public void Take(JsonElement? usage)
    {
        if (usage is { } said)
        {
            _input = said.Number("input_tokens") ?? _input;
            _output = said.Number("output_tokens") ?? _output;
            _cacheRead = said.Number("cache_read_input_tokens") ?? _cacheRead;
            _cacheWritten = said.Number("cache_creation_input_tokens") ?? _cacheWritten;
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        var prompt = (long)_input!.Value + _cacheRead + _cacheWritten;
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", prompt);
        json.WriteNumber("completion_tokens", _output!.Value);
        json.WriteNumber("total_tokens", prompt + _output.Value);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", _cacheRead);
        json.WriteNumber("cache_write_tokens", _cacheWritten);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
