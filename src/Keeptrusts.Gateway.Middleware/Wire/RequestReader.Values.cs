using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire.Requests;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>The values of a request.</summary>
internal sealed partial class RequestReader
{
    // Ids of tokens are counted, not read: the first of them stands for all.
    private void Prompt(RequestPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            _inputSeen = true;
            _prompts++;
            _texts.Add(new(token, reader.ValueIsEscaped, TextKind.Text, 0, _sources.Prompt()));
        }
        else if (reader.TokenType == JsonTokenType.Number && _tokenIds++ == 0)
        {
            _unreadable.Add(new(UnreadableKind.Tokens, token.Start));
        }
    }

    // Some clients write `"image_url": "https://…"` for `"image_url": {"url": "https://…"}`, and some servers take it.
    private void Short(RequestPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        Enter(place, JsonTokenType.StartObject, token.Start);
        if (place == RequestPlace.Image && !reader.ValueSpan.StartsWith("data:"u8))
        {
            AddAddress(place, ref reader, token);
        }

        Leave(place, JsonTokenType.StartObject, token);
    }

    private void AddAddress(RequestPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        _unreadable.Add(new(UnreadableKind.Remote, token.Start));
        AddText(place, ref reader, token);
    }

    private void AddText(RequestPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var kind = place == RequestPlace.Arguments ? TextKind.Json : TextKind.Text;
            _texts.Add(new(token, reader.ValueIsEscaped, kind, place is RequestPlace.PartText or RequestPlace.InstructionsText or RequestPlace.PredictionText or RequestPlace.SummaryText ? _openGroup : 0, _sources.Of(place)));
        }
        else if (reader.TokenType == JsonTokenType.Number && token.Length >= TextSlot.ShortestTellingNumber)
        {
            _texts.Add(new(token, false, TextKind.Number, 0, _sources.Of(place)));
        }
    }

    private bool Flag(RequestPlace place, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
        {
            Fault = RequestFaults.WrongType(place);
        }

        return reader.TokenType == JsonTokenType.True;
    }

    private int? Count(RequestPlace place, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count) && count >= 1)
        {
            return count;
        }

        Fault = RequestFaults.WrongType(place);
        return null;
    }

    // The type of an item or a tool, or the name of what the provider keeps for it.
    private void Type(RequestPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        if (place == RequestPlace.Container || (place == RequestPlace.ItemType && reader.ValueTextEquals("item_reference"u8)))
        {
            Fault = RequestFaults.Stateful(place);
        }
        else if (place == RequestPlace.ItemType)
        {
            _itemKnown = true;
            _sources.TakeType(ref reader);
        }
        else
        {
            _hostedTools |= _dialect is MessagesDialect ? ToolTypes.IsHostedInMessages(ref reader) : ToolTypes.IsHosted(ref reader);
            if (ToolTypes.MakesImages(ref reader))
            {
                _unreadable.Add(new(UnreadableKind.Image, token.Start));
            }
        }

        AddText(place, ref reader, token);
    }

    // What no policy can read, as it stands or at an address.
    private void Unread(RequestPlace place, ref Utf8JsonReader reader, ByteRange token)
    {
        _unreadable.Add(new(place == RequestPlace.Picture ? UnreadableKind.Image : UnreadableKind.File, token.Start));
        _openGroup = ++_group;
        if (place == RequestPlace.FileAddress)
        {
            AddAddress(place, ref reader, token);
        }
    }
}
